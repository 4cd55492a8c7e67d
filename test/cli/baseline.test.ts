import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Baseline } from '../../src/baseline/baseline.js'
import type { Results } from '../../src/results/results.js'
import { lbbenchIn, type Said } from './lbbench.js'

const folder = mkdtempSync(join(tmpdir(), 'lbbench-baseline-cli-'))
afterAll(() => rmSync(folder, { recursive: true }))

const at = (name: string): string => join(folder, name)
const lbbench = (...argv: string[]): Promise<Said> => lbbenchIn({ cwd: folder }, ...argv)
const read = <T>(name: string): T => JSON.parse(readFileSync(at(name), 'utf8')) as T

const scenario = (rate: number): string => `name: tiny
backends: { count: 4, workers: 2, latency: { lognormal: { mean: 20ms, p99: 80ms } } }
traffic: { rate: ${rate} }
run: { duration: 4s, warmup: 500ms, rounds: 2 }
`
/** Round robin, but for what `change` says of the k-th pick. */
const rotation = (change = 'k'): string => `export default {
  api: 1, name: 'mine', summary: 'in turns',
  start(pool) { let k = -1; return { pick() { k++; return (${change}) % pool.size } } },
}
`
const virtual = ['compare', 'tiny.yaml', '--engine', 'virtual', '--no-twin', '--strategies', 'lc,./mine.mjs']
const compare = (...argv: string[]): Promise<Said> => lbbench(...virtual, '--out', 'now', ...argv)
const gated = (...argv: string[]): Promise<Said> => compare('--baseline', 'main.json', ...argv)
const verdictOf = (id: string) =>
  read<Results>('now/results.json').verdicts.find(({ gate }) => gate === `${id} decides as the baseline`)!

let saved: Said
beforeAll(async () => {
  writeFileSync(at('tiny.yaml'), scenario(300))
  writeFileSync(at('mine.mjs'), rotation())
  await lbbench(...virtual, '--out', 'first')
  saved = await lbbench('baseline', 'save', 'main.json', 'first')
})

describe('baseline', () => {
  it('save tells what is kept, and so does show', async () => {
    expect(saved).toMatchObject({ status: 0, stderr: '' })
    expect(saved.stdout).toMatch(
      /^main\.json: baseline, saved .*\n {2}scenario {5}tiny, [0-9a-f]{12}: open loop, 300\/s/,
    )
    expect(saved.stdout).toMatch(/\n {2}decisions {4}lc: \d+ in 2 rounds\n +\.\/mine\.mjs: \d+ in 2 rounds\n/)
    expect(await lbbench('baseline', 'show', 'main.json')).toEqual(saved)
  })

  it('save takes the newest run in ./reports, and says which', async () => {
    const none = await lbbenchIn({ cwd: at('first') }, 'baseline', 'save', 'x.json')
    expect(none).toMatchObject({ status: 2, stderr: expect.stringContaining('there is no run in ./reports') })
    await lbbench(...virtual)
    const said = await lbbench('baseline', 'save', 'newest.json')
    expect(said).toMatchObject({ status: 0, stderr: expect.stringMatching(/^saving reports\/.*-tiny\n$/) })
  })

  it('--add keeps what is there, but no run twice', async () => {
    const again = await lbbench('baseline', 'save', 'main.json', 'first', '--add')
    expect(again).toMatchObject({ status: 2, stderr: expect.stringContaining('is in it already') })
    await lbbenchIn({ cwd: folder, now: new Date(2026, 4, 2) }, ...virtual, '--out', 'second')
    await lbbench('baseline', 'save', 'two.json', 'first')
    await lbbench('baseline', 'save', 'two.json', 'second', '--add')
    expect(read<Baseline>('two.json').runs).toHaveLength(2)
  })
})

describe('the same code', () => {
  it('decides alike, wherever the baseline was made', async () => {
    const main = read<Baseline>('main.json')
    const machine = { ...main.machine, cpu: 'Other CPU', cores: 96, node: 'v99.0.0' }
    const runs = main.runs.map(run => ({ ...run, environment: { ...run.environment, ...machine } }))
    writeFileSync(at('elsewhere.json'), JSON.stringify({ ...main, machine, runs }))
    for (const file of ['main.json', 'elsewhere.json']) {
      const said = await compare('--baseline', file)
      expect(said.stderr).toContain('virtual time is exact on any machine\n')
      expect(said.status).toBe(0)
      const { verdicts } = read<Results>('now/results.json')
      expect(verdicts).toHaveLength(8)
      expect(verdicts.filter(({ judgement }) => judgement !== 'pass')).toEqual([])
      expect(verdictOf('lc').reason).toMatch(
        /^lc decides as in the baseline: the same \d+ decisions in 2 rounds, and every metric is the same$/,
      )
    }
  })

  it('with a round more, those in common count', async () => {
    expect((await gated('--rounds', '3')).status).toBe(0)
    expect(verdictOf('lc').reason).toContain('in 2 rounds')
  })
})

describe('one decision more', () => {
  const changed = rotation('k === 300 ? 2 : k')

  it('fails, and the first request is named, with its client and when it was due', async () => {
    writeFileSync(at('mine.mjs'), changed)
    const said = await gated()
    expect(said.status).toBe(1)
    const { judgement, reason } = verdictOf('./mine.mjs')
    expect(judgement).toBe('fail')
    expect(reason).toMatch(
      /^\.\/mine\.mjs differs from the baseline since request 300 of round 1 \(due \d\.\d{3} s, client 10\.\d+\.\d+\.\d+\): b3 instead of b1; .+ \(in 2 of 2 rounds\)$/,
    )
    expect(said.stdout).toContain('./mine.mjs differs from the baseline since request 300 of round 1')
    expect(verdictOf('lc').judgement).toBe('pass')
  })

  it('is told and passes where it is wanted', async () => {
    expect((await gated('--allow-changed-decisions')).status).toBe(0)
    expect(verdictOf('./mine.mjs').reason).toMatch(/differs from the baseline since request 300 .*; that is allowed$/)
  })

  it('is found by gate, too, which cannot draw the requests again', async () => {
    const said = await lbbench('gate', 'now', '--baseline', 'main.json')
    expect(said.status).toBe(1)
    expect(said.stdout).toContain('since request 300 of round 1: b3 instead of b1; ')
    expect((await lbbench('gate', 'now', '--baseline', 'main.json', '--allow-changed-decisions')).status).toBe(0)
  })

  it('is a fail where only digests are kept, and where nothing but metrics is', async () => {
    const main = read<Baseline>('main.json')
    const digests = main.decisions.map(log => ({ ...log, deflated: null }))
    writeFileSync(at('digests.json'), JSON.stringify({ ...main, decisions: digests }))
    expect((await lbbench('gate', 'now', '--baseline', 'digests.json')).stdout).toContain(
      'FAIL          ./mine.mjs decides as the baseline: ./mine.mjs differs from the baseline somewhere in round 1: ',
    )
    writeFileSync(at('metrics.json'), JSON.stringify({ ...main, decisions: [] }))
    expect((await lbbench('gate', 'now', '--baseline', 'metrics.json')).stdout).toMatch(
      /FAIL +\.\/mine\.mjs .*: the decisions of \.\/mine\.mjs were not kept in both runs, and its metrics moved: /,
    )
  })
})

describe('what could not be judged is refused before anything runs', () => {
  it.each<[string, string[], string]>([
    [
      'another scenario',
      ['--rate', '400'],
      'the baseline cannot be used: it is of another scenario or another version',
    ],
    ['other requests', ['--seed', '7'], 'it has no round of lc on the requests of this run: its seed is 1, not 7'],
    ['a candidate less', ['-s', 'lc'], 'it has ./mine.mjs, which does not run here'],
    ['a candidate it lacks', ['-s', 'p2c', '--gate', 'p2c.p99 <= baseline'], 'it has no candidate p2c'],
    [
      'another world',
      ['-s', 'lc', '--engine', 'embedded', '--gate', 'lc.p99 <= baseline'],
      'lc ran in virtual time in it',
    ],
  ])('%s', async (_, argv, sentence) => {
    const said = await gated(...argv)
    expect(said.stderr).toContain(sentence)
    expect(said).toMatchObject({ status: 2, stdout: '' })
  })

  it('by gate, of an earlier run, in the words of compare', async () => {
    await lbbench(...virtual, '--rate', '400', '--out', 'other')
    const said = await lbbench('gate', 'other', '--baseline', 'main.json')
    expect(said).toMatchObject({ status: 2, stdout: '' })
    expect(said.stderr).toMatch(
      /^lbbench: the baseline cannot be used: it is of another scenario or another version of it \(tiny, \w{12}\) than this run \(tiny, \w{12}\)\n/,
    )
  })

  it('a flag about a baseline without one', async () => {
    expect(await compare('--allow-changed-decisions')).toMatchObject({
      status: 2,
      stderr:
        'lbbench: --allow-changed-decisions goes with --baseline or --against\n  leave it out, or give --baseline FILE\n',
    })
  })
})
