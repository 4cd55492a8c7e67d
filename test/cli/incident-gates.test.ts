import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Results } from '../../src/results/results.js'
import { lbbench } from './lbbench.js'

const folder = mkdtempSync(join(tmpdir(), 'lbbench-incidents-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const at = (name: string): string => join(folder, name)

// Nobody takes the dead backend out for long, and nothing is tried again: who is sent there is hurt until it is back.
const dying = at('dying.yaml')
writeFileSync(
  dying,
  `backends:
  - { count: 3, name: sound, workers: 3, latency: 15ms }
  - { name: mortal, workers: 3, latency: 15ms, failTimeout: 200ms }
faults: [{ name: death, backends: mortal, from: 2s, to: 4s, do: crash }]
balancer: { retries: none }
traffic: { load: 40%, clients: 100, timeout: 1s }
run: { duration: 8s, warmup: 300ms, rounds: 3, seed: 1 }
`,
)
const compare = (...more: string[]) => ['compare', dying, '--engine', 'virtual', '-s', 'rr,lc', ...more]

describe('gates on incidents, from the command line', () => {
  let results: Results
  beforeAll(async () => {
    const said = await lbbench(...compare('--out', at('out')))
    expect(said.status).toBe(0)
    results = JSON.parse(readFileSync(join(at('out'), 'results.json'), 'utf8'))
  })

  it('results hold what it did, round by round and over rounds, and how it went', () => {
    for (const { incidents, timeline, rounds } of results.candidates) {
      expect(incidents).toMatchObject([
        { name: 'death', kind: 'crash', fromMs: 2000, toMs: 4000, backends: ['mortal'] },
      ])
      expect(incidents![0]!.metrics.hurt!.value).toBeGreaterThan(0)
      expect(rounds.map(one => one.incidents!.length)).toEqual([1, 1, 1])
      expect(timeline!.ratePerSecond).toHaveLength(80)
      expect(timeline!.backends).toHaveLength(4)
    }
  })

  it.each([
    ['crash.recovery <= 20s', 0],
    ['crash.hurt >= 100000', 1],
  ])('the shipped crash with %s: exit status %i', async (gate, status) => {
    const run = ['compare', 'crash', '--engine', 'virtual', '-s', 'lc', '--rounds', '1', '--no-twin']
    expect((await lbbench(...run, '--out', at('gated'), '--gate', gate)).status).toBe(status)
  })

  it.each([
    ['death.hurt >= 1', 0],
    ['hurt >= 1', 0],
    ['lc.hurt <= 100 * rr.hurt', 0],
    ['rr.death.hurt <= 0', 1],
    ['death.lostSessions <= 5', 4],
    ['deth.hurt <= 5', 2],
  ])('%s: exit status %i', async (gate, status) => {
    expect((await lbbench('gate', at('out'), '--gate', gate)).status).toBe(status)
  })

  it('what was measured while it lasted has no metrics, and that is said before anything runs', async () => {
    const said = await lbbench(...compare('--out', at('never'), '--gate', 'death.p99 <= 5s'))
    expect(said.status).toBe(2)
    expect(said.stderr).toContain('"death" is an incident; its metrics: detection, recovery, hurt, ')
  })

  it('judges what was measured before as a run does, and exports it', async () => {
    const gates = ['--gate', 'death.hurt >= 1', '--gate', 'rr.death.hurt <= 0']
    const said = await lbbench('gate', at('out'), ...gates, '--export', `junit=${at('out.xml')}`)
    expect(said.status).toBe(1)
    expect(said.stdout).toContain('FAIL          rr.death.hurt <= 0: rr.death.hurt = ')
    expect(said.stdout).toContain('PASS          lc.death.hurt >= 1: lc.death.hurt = ')
    const junit = readFileSync(at('out.xml'), 'utf8')
    expect(junit).toContain('<testcase classname="lc" name="lc.death.hurt &#62;= 1"/>')
    expect(junit).toContain('<failure type="fail" message="rr.death.hurt = ')
  })

  it('a run against itself as its baseline passes', async () => {
    const gates = ['--gate', 'hurt <= baseline', '--gate', 'lc.recovery <= 1.1 * baseline']
    const said = await lbbench('gate', at('out'), '--baseline', at('out'), ...gates)
    expect([said.status, said.stderr]).toEqual([0, ''])
  })

  it('an incident that is not there is refused with its place, before anything runs', async () => {
    const path = at('mistyped.yaml')
    writeFileSync(path, `${readFileSync(dying, 'utf8')}gates:\n  - p99 <= 5s\n  - lc.deth.recovery <= 3s\n`)
    const said = await lbbench('compare', path, '--engine', 'virtual', '-s', 'rr,lc', '--out', at('never'))
    expect(said.status).toBe(2)
    expect(said.stderr).toContain(
      `${path}:10:5: gate "lc.deth.recovery <= 3s", column 4: no incident "deth"; did you mean "death"?`,
    )
    const none = await lbbench('gate', at('out'), '--gate', 'recvery <= 3s')
    expect(none.stderr).toContain('unknown metric "recvery"; did you mean "recovery"?')
  })

  it('a scenario without incidents has no metrics of them', async () => {
    const said = await lbbench(
      'compare',
      'steady',
      '--engine',
      'virtual',
      '-s',
      'rr',
      '--gate',
      'recovery <= 3s',
      '--dry-run',
    )
    expect(said.status).toBe(2)
    expect(said.stderr).toContain('recovery is of an incident, and there is none')
  })
})
