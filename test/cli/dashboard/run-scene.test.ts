import { describe, expect, it } from 'vitest'
import { parseCandidates } from '../../../src/bench/candidate.js'
import type { TrialPlan } from '../../../src/bench/engine.js'
import type { Glimpse } from '../../../src/bench/glimpse.js'
import { planRun } from '../../../src/bench/plan.js'
import { RunScene } from '../../../src/cli/dashboard/run-scene.js'
import { tinyScenario } from '../../process/tiny-scenario.js'

const scenario = tinyScenario(({ run }) => ({ run: { ...run, rounds: 2, durationMs: 8000, warmupMs: 2000 } }))
const planOf = (list: string) => planRun(scenario, parseCandidates(list, ['embedded', 'virtual']))

const glimpse = (atMs: number, change: Partial<Glimpse> = {}): Glimpse => ({
  ...{ atMs, endsMs: 8000, requests: 0, failed: 0, ratePerSecond: 400, p99Ms: null },
  backends: scenario.backends.map(({ name }) => ({ name, requests: 10 })),
  ...change,
})

/** A scene under a clock that stands where it is put, and its trials by candidate and round. */
function sceneOf(list: string, maxMs?: number) {
  const plan = planOf(list)
  const clock = { nowMs: 1000 }
  const scene = new RunScene({ plan, nowMs: () => clock.nowMs, maxMs })
  const trial = (candidate: string, round: number, change: Partial<TrialPlan> = {}): TrialPlan =>
    ({
      ...plan.trials.find(one => one.candidate.id === candidate && one.round === round)!,
      ...{ role: 'candidate', scenario, attempt: 1, ...change },
    }) as TrialPlan
  return { clock, scene, trial }
}

describe('the scene of a run', () => {
  it('begins without anybody in it', () => {
    const { scene } = sceneOf('rr,lc')
    expect(scene.look()).toEqual({
      ...{ title: 'Starting', remark: '', progress: '0 % of 4 trials, about 42s left', done: 0 },
      ...{ trials: [], running: undefined },
    })
  })

  it('shows what runs live, and how far the run is', () => {
    const { clock, scene, trial } = sceneOf('rr,lc')
    scene.starting(trial('lc', 0), undefined)
    scene.trialDone({ role: 'candidate', candidate: 'lc', round: 0 })
    scene.starting(trial('rr', 0), 'late')
    scene.glimpse(trial('rr', 0), glimpse(3000, { requests: 1200, failed: 2, p99Ms: 50 }))
    clock.nowMs = 16_000
    expect(scene.look()).toMatchObject({
      title: 'rr, round 1 of 2',
      remark: 'Again: late',
      progress: '37 % of 4 trials, about 25s left',
      done: 0.375,
      running: 'rr',
      trials: [{ candidate: 'rr', warmupMs: 2000, endsMs: 8000, requests: 1200, failed: 2 }],
    })
    expect(scene.look().trials[0]!.backends[0]).toEqual({ name: scenario.backends[0]!.name, requests: 10, fair: 0.25 })
  })

  it('keeps the latest trial of each candidate, in their order', () => {
    const { scene, trial } = sceneOf('rr,lc')
    scene.glimpse(trial('lc', 0), glimpse(1000))
    scene.glimpse(trial('rr', 0), glimpse(1000))
    scene.glimpse(trial('rr', 1), glimpse(500))
    const { trials, running } = scene.look()
    expect(running).toBe('rr')
    expect(trials.map(({ candidate, now }) => [candidate, now.atMs])).toEqual([
      ['rr', 500],
      ['lc', 1000],
    ])
  })

  it('begins anew with a repetition', () => {
    const { scene, trial } = sceneOf('rr,lc')
    scene.glimpse(trial('rr', 0), glimpse(8000))
    scene.glimpse(trial('rr', 0, { attempt: 2 }), glimpse(-1000))
    expect(scene.look().trials[0]!.points).toHaveLength(1)
  })

  it('of rounds side by side in virtual time shows the later', () => {
    const { scene, trial } = sceneOf('virtual:rr')
    scene.glimpse(trial('virtual:rr', 1), glimpse(100))
    scene.glimpse(trial('virtual:rr', 0), glimpse(3000))
    expect(scene.look()).toMatchObject({ title: 'Virtual time, round 1 of 2', trials: [{ now: { atMs: 100 } }] })
    expect(scene.look().done).toBeCloseTo((0.21 + 0.5) / 2)
  })

  it('tells of trials in virtual time that were over before anything was seen of them', () => {
    const { scene } = sceneOf('virtual:rr')
    scene.trialDone({ role: 'candidate', candidate: 'virtual:rr', round: 1 })
    expect(scene.look()).toMatchObject({ title: 'Virtual time, round 2 of 2', done: 0.5 })
  })

  it('shows candidates, not what runs beside them', () => {
    const { scene, trial } = sceneOf('rr,lc')
    scene.glimpse(trial('rr', 0, { role: 'ideal' }), glimpse(3000))
    scene.trialDone({ role: 'twin', candidate: 'rr', round: 0 })
    expect(scene.look()).toMatchObject({ done: 0, trials: [] })
  })

  it('keeps enough points of a long trial, the same time apart', () => {
    const { scene, trial } = sceneOf('rr,lc')
    for (let k = 0; k <= 1000; k++) scene.glimpse(trial('rr', 0), glimpse(k * 500, { endsMs: 500_000 }))
    const at = scene.look().trials[0]!.points.map(({ atMs }) => atMs)
    expect(at.length).toBeGreaterThan(80)
    expect(at.length).toBeLessThanOrEqual(161)
    expect(at.at(-1)).toBe(500_000)
    expect(new Set(at.slice(1, -1).map((atMs, k) => atMs - at[k]!)).size).toBe(1)
  })

  it('of a run that may end early says when it is over at the latest, and what the last look found', () => {
    const { clock, scene } = sceneOf('rr,lc', 30_000)
    expect(scene.look().progress).toBe('0 % of 4 trials, 30s left at most')
    scene.looked('p99 of lc / rr still ±8.1 %')
    scene.trialDone({ role: 'candidate', candidate: 'rr', round: 0 })
    clock.nowMs = 25_000
    expect(scene.look().progress).toBe('25 % of 4 trials, 6s left at most; p99 of lc / rr still ±8.1 %')
  })
})
