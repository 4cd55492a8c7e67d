import { expect, test } from 'vitest'
import { movesText } from '../../src/baseline/moved-metrics.js'
import { type MetricName, metricNames, type RoundResult } from '../../src/results/results.js'

const round = (metrics: Partial<Record<MetricName, number>>): RoundResult => {
  const none = Object.fromEntries(metricNames.map(name => [name, null]))
  return { round: 0, seed: 1, metrics: { ...none, ...metrics } } as unknown as RoundResult
}

test.each([
  [{ p99Ms: 41.2 }, { p99Ms: 43 }, 'p99 41.2 ms -> 43.0 ms'],
  [{ jainBusy: 0.99701 }, { jainBusy: 0.99702 }, 'jainBusy 0.997 (changed by less than 0.001)'],
  [{ p50Ms: 41.21 }, { p50Ms: 41.22 }, 'p50 41.2 ms (changed by less than 0.1 ms)'],
  [{ p50Ms: 412.1 }, { p50Ms: 412.2 }, 'p50 412 ms (changed by less than 1 ms)'],
  [{ p50Ms: 41.2 }, { p50Ms: 41.2 }, 'no metric moved'],
])('%j -> %j: %s', (before, after, text) => {
  expect(movesText([round(before)], [round(after)])).toBe(text)
})
