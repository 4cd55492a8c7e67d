import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { collate } from '../../src/results/collate.js'
import { metricNames } from '../../src/results/results.js'
import { contextOf, syntheticResults, syntheticTrial, trialOf } from './synthetic.js'

const two = syntheticResults([
  { candidate: 'rr', factor: 1.3 },
  { candidate: 'lc', factor: 1 },
])

describe('estimates', () => {
  test('hold their value in their interval, over all rounds', () => {
    for (const { metrics } of two.candidates) {
      for (const name of metricNames) {
        const estimate = metrics[name]
        if (estimate === null) continue
        expect(estimate.n).toBe(5)
        expect(estimate.low!).toBeLessThanOrEqual(estimate.value)
        expect(estimate.high!).toBeGreaterThanOrEqual(estimate.value)
      }
    }
  })

  test('of latencies are geometric means of the rounds', () => {
    const [{ rounds, metrics }] = two.candidates as [(typeof two.candidates)[0]]
    const logs = rounds.map(round => Math.log(round.metrics.p99Ms!))
    expect(Math.log(metrics.p99Ms!.value)).toBeCloseTo(logs.reduce((a, b) => a + b) / 5, 9)
  })

  test('rest on the rounds that can tell them; none can: null', () => {
    const trials = [900, 1_000, 1_000].map((requests, round) =>
      syntheticTrial({ candidate: 'rr', round, factor: 1, requests }),
    )
    const [rr] = collate(trials, contextOf(['rr'], 3)).candidates
    expect(rr!.metrics.p99Ms!.n).toBe(2)
    expect(rr!.metrics.p999Ms).toBeNull()
    expect(rr!.metrics.p50Ms!.n).toBe(3)
  })

  test('do not depend on the order in which trials ended', () => {
    const trials = [0, 1, 2].flatMap(round =>
      ['rr', 'lc'].map(candidate => syntheticTrial({ candidate, round, factor: 1, requests: 300 })),
    )
    const context = contextOf(['rr', 'lc'], 3)
    const expected = collate(trials, context)
    fc.assert(
      fc.property(fc.shuffledSubarray(trials, { minLength: 6 }), shuffled => {
        expect(collate(shuffled, context)).toEqual(expected)
      }),
      { seed: 1, numRuns: 10 },
    )
  })
})

describe('comparisons', () => {
  test('with the first candidate, paired by round: 1 / 1.3 is seen', () => {
    const p99 = two.comparisons.find(({ metric }) => metric === 'p99Ms')!
    expect(p99).toMatchObject({ candidate: 'lc', reference: 'rr', differs: true })
    expect(p99.estimate.value).toBeCloseTo(1 / 1.3, 1)
    expect(p99.estimate.high! - p99.estimate.low!).toBeLessThan(0.1)
  })

  test('shares and indices by difference; equal ones are certain', () => {
    const errors = two.comparisons.find(({ metric }) => metric === 'errorRate')!
    expect(errors).toMatchObject({ kind: 'difference', estimate: { value: 0, low: 0, high: 0 }, p: 1, differs: false })
  })

  test('each of several looks at the data has a part of the 5 %: wider intervals, larger p-values', () => {
    const trials = [0, 1, 2].flatMap(round => [
      syntheticTrial({ candidate: 'rr', round, factor: 1, requests: 2_000, ownNoise: 0.02 }),
      syntheticTrial({ candidate: 'lc', round, factor: 1.1, requests: 2_000, ownNoise: 0.02 }),
    ])
    const at = (looks: number) => collate(trials, { ...contextOf(['rr', 'lc'], 3), looks })
    const p50 = (looks: number) => at(looks).comparisons.find(({ metric }) => metric === 'p50Ms')!
    expect(at(1).intervals).toEqual({ confidence: 0.95, looks: 1 })
    expect(at(5).intervals).toEqual({ confidence: expect.closeTo(0.99, 12), looks: 5 })
    expect(p50(5).estimate.high! / p50(5).estimate.low!).toBeGreaterThan(p50(1).estimate.high! / p50(1).estimate.low!)
    expect(p50(5).p).toBe(p50(1).p)
    expect(p50(5).pAdjusted).toBeCloseTo(Math.min(1, 5 * p50(1).pAdjusted!), 12)
    expect(p50(5).detectable!).toBeGreaterThan(p50(1).detectable!)
  })

  test('equal candidates do not differ', () => {
    const same = syntheticResults([
      { candidate: 'rr', factor: 1, ownNoise: 0.05 },
      { candidate: 'lc', factor: 1, ownNoise: 0.05 },
    ])
    expect(same.comparisons.filter(({ differs }) => differs)).toEqual([])
  })
})

describe('a run under way', () => {
  const context = contextOf(['rr', 'lc'], 2)
  const trial = (candidate: string, round: number) => syntheticTrial({ candidate, round, factor: 1, requests: 100 })

  test('shows what there is; a round is done when all candidates had it', () => {
    const results = collate([trial('rr', 0), trial('lc', 0), trial('rr', 1)], context)
    expect(results).toMatchObject({ complete: false, rounds: { planned: 2, done: 1 } })
    expect(collate([trial('rr', 0)], context).candidates.map(({ id }) => id)).toEqual(['rr'])
    expect(collate([], context)).toMatchObject({
      complete: false,
      rounds: { done: 0 },
      candidates: [],
      comparisons: [],
    })
  })

  test('is complete at its end', () => {
    const all = [0, 1].flatMap(round => ['rr', 'lc'].map(candidate => trial(candidate, round)))
    expect(collate(all, context)).toMatchObject({ complete: true, rounds: { planned: 2, done: 2 } })
  })

  test('the last attempt of a repeated trial counts, not the better one', () => {
    const attempt = (n: number, doneMs: number) =>
      trialOf(
        Array.from({ length: 30 }, () => ({ dueMs: 0, doneMs })),
        { attempt: n },
      )
    const [rr] = collate([attempt(1, 10), attempt(2, 30)], context).candidates
    expect(rr!.rounds).toMatchObject([{ attempt: 2, metrics: { meanMs: 30 } }])
  })
})

test('errors and shares add up over rounds', () => {
  const results = syntheticResults([{ candidate: 'rr', factor: 1, errorShare: 0.1 }], 3)
  const [rr] = results.candidates
  const failed = rr!.rounds.reduce((sum, { metrics }) => sum + Math.round(metrics.errorRate! * metrics.requests!), 0)
  expect(rr!.errors).toEqual({ 'http 503': failed })
  expect(rr!.backends.map(({ requests }) => requests).reduce((a, b) => a + b)).toBe(6_000)
  expect(rr!.backends.map(({ share }) => share).reduce((a, b) => a + b)).toBeCloseTo(1, 12)
})

test('backends are told apart by name, whichever a round met, and in whichever order', () => {
  const round = (backends: readonly string[], from: readonly number[], at: number) =>
    trialOf(
      from.map((backend, i) => ({ dueMs: i, backend })),
      { round: at, backends, weights: backends.map(() => 1) },
    )
  const trials = [round(['x', 'y'], [0, 0, 1, -1], 0), round(['y', 'z', 'x'], [0, 1, 1, 2], 1)]
  expect(collate(trials, contextOf(['rr'], 2)).candidates[0]!.backends).toEqual([
    { name: 'x', requests: 3, share: 3 / 7 },
    { name: 'y', requests: 2, share: 2 / 7 },
    { name: 'z', requests: 2, share: 2 / 7 },
  ])
})

test('what is out of sight is unknown, not idle', () => {
  const hidden = { balancerUtilisation: undefined, backendUtilisation: undefined }
  const trials = [0, 1].map(round => syntheticTrial({ candidate: 'rr', round, factor: 1, health: hidden }))
  const guard = { balancerUtilisation: null, backendUtilisation: null, generatorUtilisation: 0.1 }
  expect(collate(trials, contextOf(['rr'], 2)).candidates[0]!.guard).toMatchObject(guard)
})
