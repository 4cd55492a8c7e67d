import { describe, expect, test } from 'vitest'
import { collate } from '../../src/results/collate.js'
import type { CandidateResult } from '../../src/results/results.js'
import { contextOf, type RunShape, syntheticResults, syntheticTrial } from './synthetic.js'

const one = (shape: Partial<RunShape>, rounds = 5): CandidateResult =>
  syntheticResults([{ candidate: 'rr', factor: 1, ...shape }], rounds).candidates[0]!

describe('a live candidate beside its twin', () => {
  const { twin, rounds, metrics } = one({ factor: 1.2, twinFactor: 1 })

  test('the ratio is paired by round: 1.2 is seen sharply', () => {
    expect(twin!.p99Ms!.ratio.value).toBeCloseTo(1.2, 1)
    expect(twin!.p99Ms!.ratio.low!).toBeGreaterThan(1.15)
    expect(twin!.p99Ms!.ratio.n).toBe(5)
  })

  test('the difference is live - twin, in ms', () => {
    const { differenceMs, twin: predicted } = twin!.meanMs!
    expect(differenceMs.value).toBeCloseTo(metrics.meanMs!.value - predicted.value, 0)
    expect(differenceMs.low!).toBeGreaterThan(0)
  })

  test('each round holds what its own twin showed', () => {
    for (const round of rounds) {
      expect(round.metrics.p50Ms! / round.twin!.p50Ms!).toBeGreaterThan(1.1)
      expect(Object.keys(round.twin!)).toEqual(['p50Ms', 'p99Ms', 'meanMs'])
    }
  })
})

test('its own numbers are those without a twin', () => {
  const { metrics, guard, backends } = one({ twinFactor: 0.5 })
  expect({ metrics, guard, backends }).toEqual({
    metrics: one({}).metrics,
    guard: one({}).guard,
    backends: one({}).backends,
  })
})

test('without a twin there is none, in no round', () => {
  const { twin, rounds } = one({})
  expect(twin).toBeNull()
  expect(rounds.map(round => round.twin)).toEqual(new Array(5).fill(null))
})

test('what one of both cannot tell is null', () => {
  expect(one({ twinFactor: 1, requests: 500 }).twin).toMatchObject({ p99Ms: null, p50Ms: { ratio: { n: 5 } } })
})

test('only rounds that both have count, whichever ran first', () => {
  const trial = (role: 'candidate' | 'twin', round: number) =>
    syntheticTrial({ candidate: 'rr', round, factor: 1, role, requests: 200 })
  const results = collate(
    [trial('twin', 0), trial('candidate', 0), trial('candidate', 1), trial('twin', 2)],
    contextOf(['rr'], 3),
  )
  expect(results.rounds.done).toBe(2)
  const { twin, rounds } = results.candidates[0]!
  expect(twin!.p50Ms!.twin.n).toBe(1)
  expect(rounds.map(round => round.twin === null)).toEqual([false, true])
})

test('the last attempt of a live trial is held against the one twin', () => {
  const live = (attempt: number, factor: number) => ({
    ...syntheticTrial({ candidate: 'rr', round: 0, factor }),
    attempt,
  })
  const twin = syntheticTrial({ candidate: 'rr', round: 0, factor: 1, role: 'twin' })
  const { candidates } = collate([live(1, 3), twin, live(2, 1)], contextOf(['rr'], 1))
  expect(candidates[0]!.twin!.p50Ms!.ratio.value).toBeCloseTo(1, 1)
})

test('a virtual candidate needs none, and says which world it is of', () => {
  const { candidates } = syntheticResults(
    [
      { candidate: 'rr', factor: 1, twinFactor: 1 },
      { candidate: 'virtual:rr', factor: 1 },
    ],
    2,
  )
  expect(candidates.map(({ world, twin, guard }) => [world, twin === null, guard === null])).toEqual([
    ['live', false, false],
    ['virtual', true, true],
  ])
})
