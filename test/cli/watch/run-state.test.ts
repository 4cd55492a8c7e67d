import { describe, expect, it } from 'vitest'
import { parseCandidates } from '../../../src/bench/candidate.js'
import type { TrialPlan } from '../../../src/bench/engine.js'
import type { Glimpse } from '../../../src/bench/glimpse.js'
import { planRun } from '../../../src/bench/plan.js'
import { RunState } from '../../../src/cli/watch/run-state.js'
import type { Results } from '../../../src/results/results.js'
import { tinyScenario } from '../../process/tiny-scenario.js'

const scenario = tinyScenario(({ run }) => ({ run: { ...run, rounds: 2, durationMs: 8000, warmupMs: 2000 } }))
const planOf = (list: string) => planRun(scenario, parseCandidates(list, ['embedded', 'virtual']))
const none = { candidates: [] } as unknown as Results

/** A run that began at 1000 on a clock that stands where it is put. */
function stateOf(list: string, maxMs?: number) {
  const plan = planOf(list)
  const clock = { nowMs: 1000 }
  const state = new RunState({ plan, startedMs: 1000, maxMs }, () => clock.nowMs)
  const trial = (i: number, role: TrialPlan['role'] = 'candidate') =>
    ({ ...plan.trials[i]!, role, scenario }) as TrialPlan
  const done = (i: number, role = 'candidate') =>
    state.trialDone({ role, candidate: plan.trials[i]!.candidate.id, round: plan.trials[i]!.round }, none)
  return { plan, clock, state, trial, done }
}

const at = (atMs: number): Glimpse => ({
  ...{ atMs, endsMs: 8000, requests: 5, failed: 0, ratePerSecond: 400, p99Ms: null },
  backends: [],
})

describe('the state of a run', () => {
  it('knows what runs live, in which phase, by times that were told beforehand', () => {
    const { plan, clock, state, trial } = stateOf('rr,lc')
    state.starting(plan.trials[0]!, 0, undefined)
    const doing = (nowMs: number): string => {
      clock.nowMs = nowMs
      return state.view().running[0]!.doing
    }
    expect(doing(1000)).toBe('starting programs')
    for (const [phase, atMs] of [
      ['boot', 1000],
      ['prime', 1200],
      ['warm-up', 1500],
      ['measure', 3500],
      ['drain', 11_500],
      ['stop', 11_600],
    ] as const)
      state.phase(trial(0), phase, atMs)
    expect([1100, 1300, 2700, 6700, 11_550, 12_000].map(doing)).toEqual([
      ...['starting programs', 'connecting', 'warming up 1.2/2 s', 'measuring 3.2/8 s'],
      ...['waiting for the last answers', 'stopping programs'],
    ])
    expect(state.view()).toMatchObject({ title: 'steady', done: 0, total: 4, between: false })
    expect(state.view().running[0]).toMatchObject({ candidate: plan.trials[0]!.candidate.id, round: 1, rounds: 2 })
  })

  it('counts a trial and its repetition once, says why it is repeated, and when nothing runs', () => {
    const { plan, state, done } = stateOf('rr,lc')
    state.starting(plan.trials[0]!, 0, undefined)
    done(0)
    expect(state.view()).toMatchObject({ done: 1, between: true, running: [] })
    state.starting(plan.trials[0]!, 0, 'late')
    expect(state.view()).toMatchObject({ between: false, running: [{ again: 'late' }] })
    done(0)
    expect(state.view().done).toBe(1)
  })

  it('says how long it takes: by the plan at first, by the pace once two trials are done', () => {
    const { plan, clock, state, trial, done } = stateOf('rr,lc')
    expect(state.view().left).toBe('about 42 s left')
    state.starting(plan.trials[0]!, 0, undefined)
    clock.nowMs = 11_000
    done(0)
    expect(state.view().left).toBe('about 32 s left')
    clock.nowMs = 41_000
    done(1)
    expect(state.view().left).toBe('about 40 s left')
    state.starting(plan.trials[2]!, 2, undefined)
    clock.nowMs = 51_000
    // Half of the third trial is over.
    state.glimpse(trial(2), at(3000))
    expect(state.view()).toMatchObject({ share: 0.625, left: 'about 30 s left' })
  })

  it('of a run that may end early says by when it is over at the latest, and what the last look found', () => {
    const { clock, state } = stateOf('rr,lc', 30_000)
    expect(state.view()).toMatchObject({ atMost: true, left: '30 s left at most', found: '' })
    clock.nowMs = 25_000
    state.looked('p99 of lc / rr still ±8.1 %')
    expect(state.view()).toMatchObject({ left: '6 s left at most', found: 'p99 of lc / rr still ±8.1 %' })
    clock.nowMs = 99_000
    expect(state.view().left).toBe('0 s left at most')
  })

  it('knows what runs at a time in virtual time, and leaves out who is silent for long', () => {
    const { clock, state, trial, done } = stateOf('virtual:rr,virtual:lc')
    expect(state.view()).toMatchObject({ left: '', running: [] })
    clock.nowMs = 2000
    state.glimpse(trial(0), at(3000))
    state.glimpse(trial(1), at(-2000))
    state.glimpse(trial(2, 'twin'), at(3000))
    expect(state.view().running.map(({ doing }) => doing)).toEqual(['virtual time 50%', 'virtual time 0%'])
    expect(state.view()).toMatchObject({ share: 0.125, left: 'about 7 s left' })
    clock.nowMs = 4500
    state.glimpse(trial(1), at(8000))
    expect(state.view().running.map(({ doing }) => doing)).toEqual(['virtual time 100%'])
    done(0)
    done(1)
    expect(state.view()).toMatchObject({ done: 2, share: 0.5, running: [], between: false })
  })

  it('guesses nothing from the first moments of virtual time', () => {
    const { clock, state, trial } = stateOf('virtual:rr,virtual:lc')
    clock.nowMs = 2500
    state.glimpse(trial(0), at(-1000))
    expect(state.view()).toMatchObject({ share: 0.025, left: '' })
  })

  it('tells what finished rounds say, in the order of the plan', () => {
    const { state } = stateOf('rr,lc')
    const candidate = (id: string, rounds: number) => ({
      ...{ id, rounds: Array(rounds) },
      metrics: { p99Ms: rounds > 1 ? { value: 5, low: 4, high: 6, n: 2 } : null, errorRate: { value: 0.5 } },
    })
    const trial = { role: 'candidate', candidate: 'lc', round: 0 }
    state.trialDone(trial, { candidates: [candidate('lc', 2), candidate('rr', 1)] } as unknown as Results)
    expect(state.view().candidates).toEqual([
      { id: 'rr', rounds: 1, p99: null, failed: 0.5, out: false },
      { id: 'lc', rounds: 2, p99: { value: 5, low: 4, high: 6, n: 2 }, failed: 0.5, out: false },
    ])
  })
})
