import { describe, expect, test } from 'vitest'
import { inferDifferenceOf, pDifferent } from '../../src/results/comparison.js'
import { withCounts } from '../../src/results/counted-share.js'
import type { RoundMetrics } from '../../src/results/metric-key.js'
import { metricNames } from '../../src/results/results.js'
import { welchDifference } from '../../src/stats/welch.js'

const nothing = Object.fromEntries(metricNames.map(name => [name, null])) as RoundMetrics['metrics']

/** Rounds of 1,000 requests, by how many of them failed. */
const failed = (...counts: readonly number[]): RoundMetrics[] =>
  counts.map((count, round) => ({ round, metrics: { ...nothing, requests: 1000, errorRate: count / 1000 } }))

const series = (rounds: readonly RoundMetrics[]) => ({ rounds, metric: 'errorRate' }) as const
const rates = (rounds: readonly RoundMetrics[]): number[] => rounds.map(({ metrics }) => metrics.errorRate!)

describe('rounds of the same requests', () => {
  test('one more failure a round, four times, is four coins that fell alike', () => {
    const inference = inferDifferenceOf(series(failed(6, 6, 6, 6)), series(failed(5, 5, 5, 5)))!
    // Four requests of 4,000 went otherwise: +-2.
    expect(inference.value).toBeCloseTo(0.001, 12)
    expect(inference.standardError).toBeCloseTo(2 / 4000, 12)
    expect(pDifferent(inference)).toBeGreaterThan(0.05)
  })

  test('fifty more failures a round, four times, are no chance', () => {
    const inference = inferDifferenceOf(series(failed(55, 55, 55, 55)), series(failed(5, 5, 5, 5)))!
    expect(pDifferent(inference)).toBeLessThan(0.001)
  })

  test('who failed on the very same requests does not differ', () => {
    const inference = inferDifferenceOf(series(failed(9, 5, 7)), series(failed(9, 5, 7)))!
    expect([inference.value, inference.standardError]).toEqual([0, 0])
  })

  test('rounds that vary by more keep what they vary by', () => {
    const [left, right] = [failed(60, 5, 30), failed(5, 40, 1)]
    const inference = inferDifferenceOf(series(left), series(right))!
    const differences = rates(left).map((value, i) => value - rates(right)[i]!)
    const mean = differences.reduce((sum, one) => sum + one, 0) / 3
    const variance = differences.reduce((sum, one) => sum + (one - mean) ** 2, 0) / 2
    expect(inference.standardError).toBeCloseTo(Math.sqrt(variance / 3), 3)
  })
})

describe('two samples', () => {
  const inferred = (left: readonly RoundMetrics[], right: readonly RoundMetrics[]) =>
    withCounts(welchDifference(rates(left), rates(right)), { left, right, metric: 'errorRate', paired: false })

  test('rounds that agree by chance have the error of their counts', () => {
    const inference = inferred(failed(10, 10, 11, 11), failed(8, 8, 9, 9))
    // 76 of 8,000 failed.
    expect(inference.standardError).toBeCloseTo(Math.sqrt(0.0095 * 0.9905 * (2 / 4000)), 12)
    expect(pDifferent(inference)).toBeGreaterThan(0.05)
  })

  test('other metrics stay as they are', () => {
    const plain = welchDifference([0.5, 0.5], [0.4, 0.4])
    const shares = { left: failed(1, 1), right: failed(1, 1), paired: false } as const
    expect(withCounts(plain, { ...shares, metric: 'jainBusy' })).toBe(plain)
  })
})
