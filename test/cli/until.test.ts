import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { Results } from '../../src/results/results.js'
import { lbbench } from './lbbench.js'

const folder = mkdtempSync(join(tmpdir(), 'lbbench-until-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const at = (name: string): string => join(folder, name)
const resultsOf = (name: string): Results => JSON.parse(readFileSync(join(at(name), 'results.json'), 'utf8'))

const virtual = ['compare', '--engine', 'virtual', '-s', 'rr,lc', '--duration', '5s', '--warmup', '500ms']
const live = ['compare', '-s', 'rr,lc', '--duration', '500ms', '--warmup', '100ms', '--no-twin']

describe('compare --until, in virtual time', () => {
  it('stops at the first look where that is tight enough, complete, and says so', async () => {
    const said = await lbbench(...virtual, '--until', 'p90 +-90%', '--gate', 'errorRate <= 0%', '--out', at('tight'))
    expect(said.status).toBe(0)
    expect(said.stderr).toContain('looked at after 5, 8, 12, 18, 27, 40 and 60 rounds')
    expect(said.stdout).toContain('As narrow as asked (p90 +-90%) after 5 rounds (1 of 7 planned looks).')
    const results = resultsOf('tight')
    expect(results).toMatchObject({ complete: true, rounds: { planned: 5, done: 5 }, intervals: { looks: 7 } })
    expect(results.intervals.confidence).toBeCloseTo(1 - 0.05 / 7, 12)
    expect(results.candidates.map(({ rounds }) => rounds.length)).toEqual([5, 5])
    expect(results.ideal!.rounds.length).toBe(5)
    expect(results.environment.command).toContain("--until 'p90 +-90%'")
    expect(results.environment.command).not.toContain('--rounds')
  })

  it('runs all rounds where nothing is tight enough; the gates are judged as ever', async () => {
    const flags = ['--until', 'p90 +-0.01%', '--until', 'errorRate +-1%', '--max-rounds', '12']
    const said = await lbbench(...virtual, ...flags, '--gate', 'p90 <= 1ms', '--out', at('loose'))
    expect(said.status).toBe(1)
    expect(said.stdout).toMatch(
      /^Not as narrow as asked: p90 of lc \/ rr still ±[\d.]+ % instead of p90 \+-0\.01%\s+after 12\s+rounds,\s+the/m,
    )
    const { until, rounds, complete, environment } = resultsOf('loose')
    expect({ rounds, complete }).toEqual({ rounds: { planned: 12, done: 12 }, complete: true })
    expect(until).toMatchObject({ reached: false, looks: { planned: 3, done: 3 }, maxRounds: 12 })
    expect(environment.command).toContain("--until 'p90 +-0.01%' --until 'errorRate +-1%' --max-rounds 12")
  })

  it('has the rounds that --rounds would have had', async () => {
    await lbbench(...virtual, '--rounds', '5', '--out', at('given'))
    const [until, given] = ['tight', 'given'].map(name => resultsOf(name).candidates.map(({ rounds }) => rounds))
    expect(until).toEqual(given)
    expect(resultsOf('given').until).toBeNull()
  })
})

describe('compare --until, live', () => {
  it('stops at the first look where that is tight enough', async () => {
    // As wide as can be asked for: nothing but a very sick machine misses it.
    const said = await lbbench(...live, '--until', 'errorRate +-100%', '--out', at('live'))
    expect(said.status).toBe(0)
    expect(resultsOf('live')).toMatchObject({
      complete: true,
      rounds: { planned: 5, done: 5 },
      until: { reached: true },
    })
  })

  it('stops at the last look that fits in the budget', async () => {
    // 2 candidates of 1.1 s by the plan: the first look takes 11 s, the second one does not fit by far.
    const flags = ['--until', 'p50 +-0.01%', '--max-time', '12s', '--gate', 'rr.p50 <= 1us']
    const said = await lbbench(...live, ...flags, '--out', at('budget'))
    expect(said.stderr).toContain('looked at after 5 rounds\n')
    expect(said.stdout.replaceAll(/\s+/g, ' ')).toContain('when the budget of 12s ended after 5 rounds')
    const { until, complete, rounds, verdicts } = resultsOf('budget')
    expect({ complete, rounds }).toEqual({ complete: true, rounds: { planned: 5, done: 5 } })
    expect(until).toMatchObject({ reached: false, looks: { planned: 1, done: 1 }, maxTimeMs: 12_000 })
    expect(verdicts[0]!.judgement).not.toBe('pass')
    expect([1, 4]).toContain(said.status)
  })
})

describe('what --until refuses', () => {
  it.each([
    [['--until', 'p99 5%'], '--until "p99 5%", column 5: expected +-'],
    [['--until', 'p99 +-5%', '--rounds', '9'], '--until finds the number of rounds itself'],
    [['--until', 'p99 +-5%', '--max-time', '5'], '--max-time 5: expected a duration with its unit'],
    [['--until', 'p99 +-5%', '--max-rounds', '4'], '--max-rounds 4: expected a whole number from 5 to 1000'],
    [['--until', 'p99 +-5%', '--max-time', '2s'], '--max-time 2s is too short: the first look is after 5 rounds'],
    [['--max-time', '5m'], '--max-time goes with --until'],
    [['--max-rounds', '9'], '--max-rounds goes with --until'],
  ])('%j', async (flags, message) => {
    const said = await lbbench(...live, ...flags, '--dry-run')
    expect(said.status).toBe(2)
    expect(said.stderr).toContain(message)
  })
})

describe('the plan', () => {
  const gatesLine = async (...flags: string[]): Promise<string> =>
    /^ {2}gates .*$/m.exec((await lbbench(...flags, '--dry-run')).stderr)?.[0] ?? ''

  it('says how far beyond its limit something must lie to fail by so few rounds', async () => {
    // t(2) at 2.5 % one-sided over 2 verdicts is 6.2; exp(6.2 x 0.05 / sqrt(3)) = 1.196.
    const said = await gatesLine(...live, '--rounds', '3', '--gate', 'p99 <= 250ms')
    expect(said).toContain('2 verdicts; of 3 rounds one fails where it lies 6.2 standard errors beyond its limit')
    expect(said).toContain('that is 19.6%, of 16 rounds 3.16%')
  })

  it('says nothing of gates where there are none, and of virtual time, whose rounds no machine disturbs', async () => {
    expect(await gatesLine(...live)).toBe('')
    expect(await gatesLine(...virtual, '--gate', 'p99 <= 250ms')).toBe('')
  })
})
