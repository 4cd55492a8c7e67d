import { describe, expect, it } from 'vitest'
import { parseCandidates } from '../../../src/bench/candidate.js'
import type { TrialPlan } from '../../../src/bench/engine.js'
import type { Glimpse } from '../../../src/bench/glimpse.js'
import { planRun } from '../../../src/bench/plan.js'
import type { Trial } from '../../../src/bench/trial.js'
import { detailLines } from '../../../src/cli/watch/detail-lines.js'
import { logLines } from '../../../src/cli/watch/log-lines.js'
import type { Results } from '../../../src/results/results.js'
import { tinyScenario } from '../../process/tiny-scenario.js'

const scenarioOf = (rounds: number) =>
  tinyScenario(({ run }) => ({ run: { ...run, rounds, durationMs: 8000, warmupMs: 1500 } }))

/** A log of a run that began at 0, on a clock that stands where it is put. */
function logOf(list: string, rounds = 2, maxMs?: number) {
  const scenario = scenarioOf(rounds)
  const plan = planRun(scenario, parseCandidates(list, ['embedded', 'virtual']))
  const said: string[] = []
  const clock = { nowMs: 0 }
  const stop = new AbortController()
  const say = (line: string): unknown => said.push(line)
  const log = logLines({ plan, startedMs: 0, maxMs, nowMs: () => clock.nowMs, signal: stop.signal, say })
  const trial = (i: number, what: object): Trial =>
    ({ role: 'candidate', candidate: plan.trials[i]!.candidate.id, round: plan.trials[i]!.round, ...what }) as Trial
  const planned = (i: number) => ({ ...plan.trials[i]!, role: 'candidate', scenario }) as TrialPlan
  return { plan, said, clock, stop, log, trial, planned }
}

const glimpse = (atMs: number): Glimpse => ({
  ...{ atMs, endsMs: 8000, requests: 1500, failed: 0, ratePerSecond: 400, p99Ms: 61.2 },
  backends: [],
})

const resultsOf = (id: string, round: number, metrics: object | undefined, setAside: number[] = []): Results =>
  ({ candidates: [{ id, metrics: {}, rounds: metrics === undefined ? [] : [{ round, metrics }], setAside }] }) as never

describe('the log of a run', () => {
  it('has a line a live trial: what it came to, how long it took, how long the others take', () => {
    const { plan, said, clock, log, trial } = logOf('rr,lc')
    const metrics = { p99Ms: 59.94, throughputPerSecond: 400.2, errorRate: 0.009 }
    const { id } = plan.trials[0]!.candidate
    log.starting(plan.trials[0]!, 0, undefined)
    clock.nowMs = 10_400
    log.trialDone(trial(0, {}), resultsOf(id, 0, metrics))
    log.starting(plan.trials[0]!, 0, 'late')
    clock.nowMs = 20_800
    log.trialDone(trial(0, {}), resultsOf(id, 0, { ...metrics, p99Ms: null }))
    log.starting(plan.trials[1]!, 1, undefined)
    log.trialDone(trial(1, {}), resultsOf('other', 0, undefined))
    expect(said).toEqual([
      `[1/4] round 1 ${id}: p99 59.9 ms, 400/s, 0.9% failed, took 10 s, about 30 s left`,
      `[1/4] round 1 ${id}, again: too few requests for a p99, 400/s, 0.9% failed, took 10 s, about 19 s left`,
      expect.stringMatching(
        /^\[2\/4\] round 1 .*: not to be used, as other programs spoiled it, took 0 s, about 21 s left$/,
      ),
    ])
  })

  it('says how a long trial goes, half a minute after the last line', () => {
    const { plan, said, clock, log, planned } = logOf('rr,lc')
    log.starting(plan.trials[0]!, 0, undefined)
    log.phase!(planned(0), 'measure', 0)
    for (const nowMs of [1000, 29_000, 30_000, 31_000, 61_000]) {
      clock.nowMs = nowMs
      log.glimpse!(planned(0), glimpse(5000))
    }
    expect(said.length).toBe(2)
    expect(said[0]).toMatch(
      /^\[0\/4\] round 1 \w+: measuring 8\.0\/8 s, 400\/s, p99 61\.2 ms so far, about \d+ s left$/,
    )
  })

  it('sums up what runs in virtual time: a line a second at most, less often later on, and one when all is done', () => {
    const { said, clock, log, trial } = logOf('virtual:rr,virtual:lc', 500)
    const one = { tally: { requests: 4000 } }
    for (let i = 0; i < 1000; i++) {
      clock.nowMs = i * 100
      log.trialDone(trial(i, one), resultsOf('rr', 0, {}))
    }
    log.trialDone(trial(0, { ...one, role: 'ideal' }), resultsOf('rr', 0, {}))
    log.finished()
    expect(said[0]).toBe('[11/1000] virtual time: 1%, about 90 s left')
    expect(said.length).toBeLessThan(60)
    expect(said.at(-1)).toBe(
      '[1000/1000] virtual time: 1000 trials of 4M requests together, and 1 of the ideal, took 100 s',
    )
  })

  it('has one line for a virtual run that is over at once, and none for nothing', () => {
    const { said, log, trial } = logOf('virtual:rr')
    log.finished()
    expect(said).toEqual([])
    for (const i of [0, 1]) log.trialDone(trial(i, { tally: { requests: 1920 } }), resultsOf('rr', 0, {}))
    log.finished()
    expect(said).toEqual(['[2/2] virtual time: 2 trials of 3.84k requests together, took 0 s'])
  })

  it('of very many trials has 200 lines, and says so', () => {
    const { said, log, trial, plan } = logOf('rr', 1001)
    for (let i = 0; i < 1001; i++) {
      log.starting(plan.trials[i]!, i, undefined)
      log.trialDone(trial(i, {}), resultsOf('rr', i, { p99Ms: 5, throughputPerSecond: 400, errorRate: 0 }))
    }
    expect(said[0]).toBe('1001 live trials: a line for every 6')
    expect(said.length).toBeLessThanOrEqual(201)
  })

  it('says who is out, what was looked at, and that the user stopped it', () => {
    const { said, log, stop } = logOf('rr,lc', 2, 90_000)
    log.stopped!({ candidate: 'lc', round: 0, reason: 'strategy lc threw "boom"' })
    log.looked('p99 of lc / rr still ±8.1 %')
    stop.abort()
    log.finished()
    expect(said).toEqual([
      '[0/at most 4] lc is out: strategy lc threw "boom"',
      '[0/at most 4] looked: p99 of lc / rr still ±8.1 %; going on, 40 s left at most',
      "stopping after this trial's programs are down; again to stop at once",
    ])
  })
})

describe('what --verbose adds', () => {
  it('says what starts where, why again, how long phases took, who was busy, and what was set aside, once', () => {
    const { plan, planned, trial } = logOf('rr')
    const said: string[] = []
    const details = detailLines(
      () => 10_700,
      line => said.push(line),
    )
    const health = {
      generatorUtilisation: 0.031,
      balancerUtilisation: undefined,
      backendUtilisation: 0.2,
      foreignCores: 0.4,
    }
    for (const again of [undefined, 'late']) {
      details.starting(plan.trials[0]!, 0, again)
      details.note!(planned(0), 'balancer on port 4000, backends on 4001-4004')
      for (const [phase, atMs] of [
        ['boot', 0],
        ['prime', 400],
        ['measure', 2000],
        ['stop', 10_000],
      ] as const)
        details.phase!(planned(0), phase, atMs)
      details.trialDone(trial(0, { health }), resultsOf('rr', 0, {}, again === undefined ? [] : [0]))
    }
    // A twin, in virtual time.
    details.trialDone(trial(0, { role: 'twin' }), resultsOf('rr', 0, {}, [0]))
    const once = [
      '    balancer on port 4000, backends on 4001-4004',
      '    start 0.40 s, connect 1.60 s, measured 8.00 s, stop 0.70 s',
      '    busy: load generator 3.1%, busiest backend 20%, other programs 0.40 cores',
    ]
    expect(said).toEqual([
      ...['  round 1 rr begins', ...once],
      ...['  round 1 rr begins, again: late', ...once],
      '    set aside: round 1 of rr, which other programs spoiled',
    ])
  })
})
