import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { errorKinds } from '../../src/bench/trial.js'
import { measure } from '../../src/results/measure.js'
import { rejection } from '../../src/results/rejection.js'
import { type Row, syntheticTrial, trialOf } from './synthetic.js'

const times = (n: number, row: (i: number) => Row): Row[] => Array.from({ length: n }, (_, i) => row(i))

describe('which requests count', () => {
  test('those due from 0 on, by arrival: warm-up is cut, an answer after the end is not', () => {
    const rows = [
      { dueMs: -5, doneMs: 900 },
      { dueMs: 0, doneMs: 10 },
      { dueMs: 9_999, doneMs: 14_999 },
    ]
    const { metrics } = measure(trialOf(rows))
    expect(metrics.requests).toBe(2)
    expect(metrics.maxMs).toBe(5_000)
  })

  test('a closed loop’s rows that were never due (NaN) are no requests', () => {
    expect(measure(trialOf([{ dueMs: 1 }, { dueMs: Number.NaN }])).metrics.requests).toBe(1)
  })

  test('a trial without any request has no metric but counts', () => {
    const { metrics, errors } = measure(trialOf([]))
    expect(metrics).toMatchObject({
      requests: 0,
      errorRate: null,
      p50Ms: null,
      meanMs: null,
      jainRequests: null,
      goodputPerSecond: 0,
    })
    expect(errors).toEqual({})
  })
})

describe('latency', () => {
  test('runs from when the request was due, service time from when it was sent', () => {
    const { metrics } = measure(trialOf(times(40, i => ({ dueMs: i, sentMs: i + 30, doneMs: i + 50 }))))
    expect(metrics.p50Ms).toBe(50)
    expect(metrics.serviceP50Ms).toBe(20)
  })

  test('a percentile needs ten requests beyond it', () => {
    const of = (n: number) => measure(trialOf(times(n, i => ({ dueMs: i })))).metrics
    expect(of(19)).toMatchObject({ p50Ms: null, meanMs: 20 })
    expect(of(999)).toMatchObject({ p90Ms: 20, p99Ms: null })
    expect(of(1_000)).toMatchObject({ p99Ms: 20, p999Ms: null })
    expect(of(10_000).p999Ms).toBe(20)
  })

  test('fast failures never improve it, whatever their kind', () => {
    const failing = fc.constantFrom(
      404,
      500,
      503,
      ...Object.values(errorKinds).filter(kind => kind !== errorKinds.timeout),
    )
    fc.assert(
      fc.property(fc.array(failing, { maxLength: 40 }), statuses => {
        const good = times(100, i => ({ dueMs: i, doneMs: i + 10 + i }))
        const failed = statuses.map((status, i) => ({ dueMs: i, doneMs: i + 1, status }))
        const { metrics } = measure(trialOf([...good, ...failed]))
        const clean = measure(trialOf(good)).metrics
        for (const name of ['p50Ms', 'p90Ms', 'meanMs', 'maxMs'] as const) expect(metrics[name]).toBe(clean[name])
        expect(metrics.errorRate).toBeCloseTo(statuses.length / (100 + statuses.length), 12)
      }),
      { seed: 1 },
    )
  })

  test('a timeout counts with the time waited', () => {
    const rows = times(20, i => ({ dueMs: i, doneMs: i + 10 }))
    const { metrics } = measure(
      trialOf([...rows, { dueMs: 0, doneMs: 2_000, status: errorKinds.timeout, backend: -1 }]),
    )
    expect(metrics.maxMs).toBe(2_000)
    expect(metrics.timeoutRate).toBeCloseTo(1 / 21, 12)
  })
})

describe('outcome', () => {
  const rows: Row[] = [
    ...times(6, i => ({ dueMs: i, status: [200, 204, 301, 304, 200, 200][i]! })),
    { dueMs: 6, status: 503 },
    { dueMs: 7, status: 503 },
    { dueMs: 8, status: 404 },
    { dueMs: 9, status: errorKinds.reset, backend: -1 },
    { dueMs: 10, status: errorKinds.timeout, backend: -1 },
    { dueMs: 11, status: errorKinds.notSent, backend: -1, sentMs: Number.NaN },
  ]
  const measured = measure(trialOf(rows, { durationMs: 2_000 }))

  test('errors by kind add up to the error rate', () => {
    expect(measured.errors).toEqual({ 'http 503': 2, 'http 404': 1, reset: 1, timeout: 1, notSent: 1 })
    expect(measured.metrics.errorRate).toBe(0.5)
    expect(measured.metrics.timeoutRate).toBeCloseTo(1 / 12, 12)
  })

  test('goodput counts good answers a second, throughput all answers', () => {
    expect(measured.metrics.goodputPerSecond).toBe(3)
    expect(measured.metrics.throughputPerSecond).toBe(4.5)
  })
})

describe('spread', () => {
  test('is relative to weights, over requests and over busy time', () => {
    const rows = times(40, i => ({ dueMs: i, backend: i < 30 ? 0 : 1, appMs: i < 30 ? 1 : 3, client: i % 4 }))
    const { metrics, perBackend } = measure(trialOf(rows, { weights: [3, 1] }))
    expect(perBackend).toEqual([30, 10])
    expect(metrics).toMatchObject({ jainRequests: 1, maxOverMean: 1, cvRequests: 0 })
    // 30 ms over weight 3 and 30 ms over weight 1: Jain of (10, 30)
    expect(metrics.jainBusy).toBeCloseTo(1600 / (2 * 1000), 12)
    expect(metrics.affinity).toBeCloseTo(32 / 36, 12)
  })

  test('is not known where no backend is: behind somebody else’s balancer', () => {
    const rows = times(40, i => ({ dueMs: i, backend: -1, appMs: Number.NaN }))
    expect(measure(trialOf(rows)).metrics).toMatchObject({
      jainRequests: null,
      jainBusy: null,
      affinity: null,
      maxOverMean: null,
    })
  })
})

describe('guard', () => {
  test('overhead is latency beyond the ideal, over first tries only', () => {
    const plain = times(200, i => ({ dueMs: i, doneMs: i + 10, idealMs: i < 190 ? 9.5 : 4 }))
    const retried = times(50, i => ({ dueMs: i, doneMs: i + 500, idealMs: 1, tries: 2 }))
    const { guard } = measure(trialOf([...plain, ...retried]))
    expect(guard!.overheadMeanMs).toBeCloseTo((190 * 0.5 + 10 * 6) / 200, 9)
    expect(guard!.overheadP99Ms).toBeCloseTo(6, 9)
    expect(guard!.overheadShare).toBeCloseTo(guard!.overheadMeanMs! / 10, 9)
  })

  test('lateness is from due to sent; counts what was not sent; rate against plan', () => {
    const rows: Row[] = times(200, i => ({ dueMs: i, sentMs: i + (i < 100 ? 0.1 : 3) }))
    const trial = trialOf([...rows, { dueMs: 5, sentMs: Number.NaN, status: errorKinds.notSent, backend: -1 }])
    const { guard } = measure({ ...trial, health: { ...trial.health!, plannedPerSecond: 400, achievedPerSecond: 300 } })
    expect(guard!.lateP99Ms).toBeCloseTo(3, 9)
    expect(guard!.notSent).toBe(1)
    expect(guard!.achievedOverPlanned).toBe(0.75)
  })

  test('what is not known is null, never zero', () => {
    const trial = trialOf(times(300, i => ({ dueMs: i, idealMs: Number.NaN })))
    const health = { ...trial.health!, plannedPerSecond: undefined, foreignCores: undefined, cpuPressure: undefined }
    const { guard } = measure({ ...trial, health })
    expect(guard).toMatchObject({
      overheadMeanMs: null,
      overheadP99Ms: null,
      overheadShare: null,
      achievedOverPlanned: null,
      foreignCores: null,
      cpuPressure: null,
    })
  })
})

describe('growth', () => {
  test('a queue that grows is told from a steady one', () => {
    const growing = times(1_500, i => ({ dueMs: (i * 20) / 3, doneMs: (i * 20) / 3 + 10 + i }))
    const { growth } = measure(trialOf(growing))
    expect(growth!.ratio).toBeGreaterThan(3)
    expect(growth!.low).toBeGreaterThan(1.5)
    expect(measure(syntheticTrial({ candidate: 'rr', round: 0, factor: 1 })).growth!.ratio).toBeCloseTo(1, 0)
  })

  test('cannot be told of too few requests', () => {
    expect(measure(trialOf(times(10, i => ({ dueMs: i })))).growth).toBeUndefined()
  })
})

test('a backup that idles is no unfairness: fairness is among the primaries', () => {
  const rows = times(40, i => ({ dueMs: i, backend: i % 2 }))
  const trial = { ...trialOf(rows), backends: ['a', 'b', 'spare'], weights: [1, 1, 0] }
  const { metrics, perBackend } = measure(trial)
  expect(metrics).toMatchObject({ jainRequests: 1, maxOverMean: 1, cvRequests: 0 })
  expect(perBackend).toEqual([20, 20, 0])
})

test('a trial in which nothing was due is not to be trusted', () => {
  expect(rejection(trialOf([]))).toMatch(/^no request was due while measuring/)
})
