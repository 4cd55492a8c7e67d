import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { errorKinds, type Trial } from '../../src/bench/trial.js'
import { measure } from '../../src/results/measure.js'
import { metricInfo } from '../../src/results/metric-info.js'
import { type MetricName, metricNames } from '../../src/results/results.js'
import { type Row, syntheticTrial, tallyOf, trialOf, virtualTrial } from './synthetic.js'

/** In virtual time a request leaves when it is due, and only an answer has a backend and a time spent on it. */
const row = fc
  .record({
    dueMs: fc.double({ min: -500, max: 9_999, noNaN: true }),
    latencyMs: fc.double({ min: 0.01, max: 5_000, noNaN: true }),
    status: fc.constantFrom(200, 200, 200, 200, 204, 404, 503, ...Object.values(errorKinds)),
    backend: fc.nat(2),
    client: fc.nat(8),
    appMs: fc.double({ min: 0.01, max: 100, noNaN: true }),
  })
  .map(({ dueMs, latencyMs, status, backend, client, appMs }): Row => {
    const where = status >= 100 ? { backend, appMs } : { backend: -1, appMs: Number.NaN }
    return { dueMs, sentMs: dueMs, doneMs: dueMs + latencyMs, status, client, ...where }
  })

/** Some of a few requests, some of enough for a p90. */
const trial = fc
  .oneof(fc.array(row, { maxLength: 60 }), fc.array(row, { minLength: 300, maxLength: 400, size: 'max' }))
  .map(rows => trialOf(rows, { backends: ['a', 'b', 'spare'], weights: [2, 1, 0] }))

/** Half a bucket to each side, and once more for what interpolation adds. */
const resolution = 0.001

const fromHistogram: readonly MetricName[] = [
  'p50Ms',
  'p90Ms',
  'p99Ms',
  'p999Ms',
  'serviceP50Ms',
  'serviceP99Ms',
] as const

function expectSame(observed: Trial): void {
  const [exact, summed] = [measure(observed), measure(virtualTrial(observed))]
  for (const name of metricNames) {
    const [truth, value] = [exact.metrics[name], summed.metrics[name]]
    if (truth === null || value === null) expect(value, name).toBe(truth)
    else if (fromHistogram.includes(name)) expect(Math.abs(value - truth) / truth, name).toBeLessThan(resolution)
    else expect(value, name).toBeCloseTo(truth, metricInfo[name].unit === 'ms' ? 6 : 12)
  }
  expect(summed.metrics.requests).toBe(exact.metrics.requests)
  expect(summed.errors).toEqual(exact.errors)
  expect(summed.perBackend).toEqual(exact.perBackend)
  expect(summed.growth === undefined).toBe(exact.growth === undefined)
  if (exact.growth !== undefined) expect(summed.growth!.ratio).toBeCloseTo(exact.growth.ratio, 9)
}

test('a tally comes to the same numbers as the record it sums up: counts exactly, percentiles to 0.1 %', () => {
  fc.assert(fc.property(trial, expectSame), { seed: 1, numRuns: 60 })
})

test.each([1_100, 10_500])('also of %i requests, with a p99 and a p99.9', requests => {
  const { record, ...rest } = syntheticTrial({ candidate: 'rr', round: 0, factor: 1, requests, errorShare: 0.02 })
  const observed = { ...rest, record: { ...record!, sentMs: record!.dueMs } }
  expectSame(observed)
  expect(measure(virtualTrial(observed)).metrics.p99Ms).not.toBeNull()
})

describe('a summed-up trial', () => {
  const observed = syntheticTrial({ candidate: 'rr', round: 3, factor: 1, requests: 200 })

  test('has no guard: nothing gets in the way in virtual time', () => {
    expect(measure(observed).guard).not.toBeNull()
    expect(measure(virtualTrial(observed)).guard).toBeNull()
  })

  test('keeps its name and place', () => {
    const twin = { ...virtualTrial(observed), role: 'twin' as const }
    const { candidate, round, attempt, seed, durationMs } = observed
    expect(measure(twin)).toMatchObject({ role: 'twin', candidate, round, attempt, seed, durationMs })
  })

  test('counts even where some of its requests were recorded as well', () => {
    const both = { ...observed, tally: tallyOf(observed), record: trialOf([]).record }
    expect(measure(both).metrics.requests).toBe(200)
  })

  test('that holds nothing at all is a mistake of the engine', () => {
    expect(() => measure({ ...observed, record: undefined })).toThrow(/rr in round 3 holds neither/)
  })
})
