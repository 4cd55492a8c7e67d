import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseCandidates } from '../../src/bench/candidate.js'
import { roundSeed } from '../../src/bench/plan.js'
import type { TrialRecord } from '../../src/bench/trial.js'
import type { Overrides } from '../../src/scenario/overrides.js'
import { readScenario } from '../../src/scenario/reader.js'
import type { Scenario } from '../../src/scenario/scenario.js'
import { toScenario } from '../../src/scenario/to-scenario.js'
import { readYaml } from '../../src/scenario/yaml-document.js'
import { runJob } from '../../src/virtual/run-job.js'

const read = (name: string, overrides: Overrides = {}): Scenario =>
  readScenario(name, { shippedDir: 'scenarios', overrides }).scenario

/** One trial of the first round, in virtual time. */
function trial(scenario: Scenario, strategy: string, round = 0) {
  const [candidate] = parseCandidates(strategy, ['virtual'])
  const { record, sight, balancer } = runJob({
    ...{ scenario, strategy: candidate!.strategy, options: candidate!.options },
    ...{ seed: roundSeed(scenario.run.seed, round), records: true },
  })
  return { record: record!, sight: sight!, balancer: balancer! }
}

/** Share of the requests due from one second to another that failed or took longer than the objective. */
function badShare({ objectiveMs }: Scenario, record: TrialRecord, fromS: number, toS: number): number {
  const rows = [...record.dueMs.keys()].filter(i => record.dueMs[i]! >= fromS * 1000 && record.dueMs[i]! < toS * 1000)
  const isBad = (i: number) => record.status[i] !== 200 || record.doneMs[i]! - record.dueMs[i]! > objectiveMs!
  return rows.filter(isBad).length / rows.length
}

/** The same of several strategies, from the first incident on or between two seconds. */
function bad(name: string, strategies: string, within?: readonly [number, number]): number[] {
  const scenario = read(name)
  const [fromS, toS] = within ?? [scenario.incidents![0]!.fromMs / 1000, scenario.run.durationMs / 1000]
  return strategies.split(',').map(each => badShare(scenario, trial(scenario, each).record, fromS, toS))
}

describe('what the comments of the drills promise', () => {
  it('crash: checks find it by their interval and fall, and one failing answer is a death to those that take one', () => {
    const sickOf = (fall: number) => {
      const scenario = read('crash', { health: `{ like: none, active: { interval: 1s, fall: ${fall} } }` })
      const changes = [0, 1, 2].flatMap(round => [...trial(scenario, 'rr', round).sight.changes])
      const out = changes.filter(({ state }) => state === 'unhealthy')
      const found = out.filter(({ backend, atMs }) => backend === 3 && atMs >= 5000 && atMs < 12_000)
      return { found: found.map(({ atMs }) => atMs - 5000), wrong: out.filter(({ backend }) => backend !== 3).length }
    }
    const [one, three] = [sickOf(1), sickOf(3)]
    expect(one.found.every(ms => ms <= 1100)).toBe(true)
    expect(three.found.every(ms => ms >= 1900 && ms <= 3100)).toBe(true)
    expect(one.wrong).toBeGreaterThan(0)
    expect(three.wrong).toBe(0)
  })

  it('freeze: rr sends it a quarter until the first read times out, lc sees that nothing comes back', () => {
    const [rr, lc] = bad('freeze', 'rr,lc')
    expect(rr).toBeGreaterThan(5 * lc!)
  })

  it('gray: rr drowns it and hurts a quarter, lc next to nobody', () => {
    const [rr, lc] = bad('gray', 'rr,lc', [3, 7])
    expect(rr).toBeGreaterThan(0.2)
    expect(lc).toBeLessThan(0.02)
  })

  it('flap: rr fills it while it is cold, lc sees it busy', () => {
    const [rr, lc] = bad('flap', 'rr,lc')
    expect(rr).toBeGreaterThan(5 * lc!)
  })

  it('brownout: errors are quick, so lc sends them more than rr does', () => {
    const [rr, lc] = bad('brownout', 'rr,lc', [5, 8])
    expect(lc).toBeGreaterThan(1.1 * rr!)
  })

  it('cold-start: a quarter is too much for who is cold, and a slow start is what helps rr', () => {
    const [rr, lc] = bad('cold-start', 'rr,lc', [5, 9])
    expect(rr).toBeGreaterThan(0.2)
    expect(lc).toBeLessThan(0.02)
    const slow = read('cold-start', { 'slow-start': '4s' })
    expect(badShare(slow, trial(slow, 'rr').record, 5, 9)).toBeLessThan(0.6 * rr!)
  })

  it('rolling-deploy: nothing fails, and each of the four is out for a while', () => {
    for (const strategy of ['rr', 'lc']) {
      const { record, sight } = trial(read('rolling-deploy'), strategy)
      expect(record.status.every(status => status === 200)).toBe(true)
      expect(sight.changes.filter(({ state }) => state === 'draining').map(({ backend }) => backend)).toEqual([
        0, 1, 2, 3,
      ])
    }
  })

  it('zone-loss: the other half has just enough for all, where it is shared well', () => {
    const [iphash, lc] = bad('zone-loss', 'iphash,lc', [4, 9])
    expect(iphash).toBeGreaterThan(0.05)
    expect(lc).toBeLessThan(0.005)
  })

  it('spike: nobody can help it, and whoever sheds hurts a part of them', () => {
    expect(bad('spike', 'lc', [5, 8])[0]).toBeGreaterThan(0.9)
    const shedding = read('spike', { 'max-requests': '8' })
    expect(badShare(shedding, trial(shedding, 'lc').record, 5, 8)).toBeLessThan(0.3)
    expect(bad('spike', 'lc', [12, 15])[0]).toBeLessThan(0.005)
  })

  it('retry-storm: all is well before the surge, and nothing is after it, at the same rate; a budget ends it', () => {
    const storm = read('retry-storm')
    const { record } = trial(storm, 'lc')
    expect(badShare(storm, record, 0, 4)).toBeLessThan(0.005)
    expect(badShare(storm, record, 10, 20)).toBeGreaterThan(0.99)
    for (const retries of ['{ count: 3, on: [timeout, reset, connect], budget: { share: 20% } }', '0']) {
      const held = read('retry-storm', { retries })
      expect(badShare(held, trial(held, 'lc').record, 15, 20)).toBeLessThan(0.01)
    }
  })

  it('hot-key: a hash has one backend for it, and bounded loads give way', () => {
    const [lc, iphash, bounded] = bad('hot-key', 'lc,iphash,bounded')
    expect(iphash).toBeGreaterThan(0.05)
    expect([lc, bounded].every(share => share! < 0.005)).toBe(true)
  })

  it('scale-out: who counts requests in flight fills the newcomers at once, and hurts fewer', () => {
    const [rr, lc] = bad('scale-out', 'rr,lc', [6, 9])
    expect(rr).toBeGreaterThan(1.3 * lc!)
  })
})

it('the example of docs/scenario.md is a scenario', () => {
  const [, example] = /```yaml\n(objective:[\s\S]*?)```/.exec(readFileSync('docs/scenario.md', 'utf8'))!
  const { value } = readYaml(
    `backends: { count: 5, latency: 20ms }\ntraffic: { rate: 9 }\nrun: { duration: 10s }\n${example}`,
  )
  expect(toScenario(value, { name: 'x', read: () => '' })).toMatchObject({ scenario: { objectiveMs: 250 } })
})
