import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Trial } from '../../src/bench/trial.js'
import { mostWindows } from '../../src/bench/windowing.js'
import { joinedWindows as windowsOf } from '../../src/results/joined-windows.js'
import { timelineOf } from '../../src/results/timeline.js'
import { drillOf, evenRows, sightOf } from '../drill/drill-trials.js'
import { type Row, recordOf } from './synthetic.js'

const joinedWindows = (trial: Trial) => windowsOf(trial)!
const timeline = (...trials: Trial[]) => {
  const [first, ...others] = trials.map(joinedWindows)
  return timelineOf([first!, ...others])
}
/** One request every 10 ms, each of 10 ms, to four backends in turn. */
const calm = (change?: Parameters<typeof evenRows>[0]): Trial => drillOf(evenRows(change, 100))

describe('windows are joined where there are too many', () => {
  test.each([
    [1_000, 100, 10],
    [120_000, 100, 1200],
    [120_050, 200, 601],
    [240_000, 200, 1200],
    [600_000, 500, 1200],
    [1_200_000, 1000, 1200],
    [1_200_100, 2000, 601],
    // A day.
    [86_400_000, 100_000, 864],
  ])('%i ms: windows of %i ms, %i of them', (durationMs, windowMs, count) => {
    const trial = { ...calm(), durationMs, record: recordOf([{ dueMs: 0 }]) }
    const windows = joinedWindows(trial)
    expect(windows).toMatchObject({ windowMs, count })
    expect(count).toBeLessThanOrEqual(mostWindows)
    expect(windows.requests).toHaveLength(count)
    expect(windows.sent).toHaveLength(count * 4)
  })

  test('nothing is lost by it, and percentiles are those of all requests of a window', () => {
    const row = fc.record({
      dueMs: fc
        .integer({ min: 0, max: 240_000 })
        .map(ms => ms - 1)
        .map(ms => Math.max(0, ms)),
      waitMs: fc.integer({ min: 1, max: 900 }),
      status: fc.constantFrom(200, 200, 503, 1),
      backend: fc.integer({ min: 0, max: 3 }),
    })
    fc.assert(
      fc.property(fc.array(row, { maxLength: 80 }), made => {
        const rows = made.map(({ waitMs, ...one }): Row => ({ ...one, doneMs: one.dueMs + waitMs }))
        const windows = joinedWindows({ ...calm(), durationMs: 240_000, record: recordOf(rows) })
        const total = (column: Float64Array): number => column.reduce((sum, value) => sum + value, 0)
        expect(windows.windowMs).toBe(200)
        expect(total(windows.requests)).toBe(rows.length)
        expect(total(windows.sent)).toBe(rows.length)
        expect(total(windows.errors.get('http 503') ?? new Float64Array())).toBe(
          rows.filter(({ status }) => status === 503).length,
        )
        const slowest = (window: number): number =>
          Math.max(
            ...made.filter(one => Math.floor(one.dueMs / 200) === window && one.status !== 503).map(one => one.waitMs),
          )
        for (const [window, p99] of windows.p99Ms.entries()) {
          if (Number.isNaN(p99)) expect(slowest(window)).toBe(-Infinity)
          else expect(p99).toBeLessThanOrEqual(slowest(window))
        }
      }),
      { seed: 1, numRuns: 30 },
    )
  })

  test('in flight and out are means of what was joined, the last one too', () => {
    const out = { atMs: 200_000, backend: 3, state: 'ejected' } as const
    const sight = { tries: new Float64Array(), changes: [out, { ...out, atMs: 200_100, state: 'in' as const }] }
    // From 200 s on a request is there for 100 ms: half a window of 200 ms.
    const rows = [{ dueMs: 200_000, doneMs: 200_100, backend: 1, queueMs: 0, appMs: 100 }]
    const trial = { ...calm(), durationMs: 200_100, record: recordOf(rows), sight }
    const { windowMs, count, inFlight, out: gone } = joinedWindows(trial)
    expect([windowMs, count]).toEqual([200, 1001])
    expect(inFlight[1000 * 4 + 1]).toBeCloseTo(1, 9)
    expect(gone![1000 * 4 + 3]).toBe(1)
    expect(gone![999 * 4 + 3]).toBe(0)
  })
})

describe('over rounds', () => {
  test('columns of calm rounds', () => {
    const { windowMs, p50Ms, p99Ms, ratePerSecond, errorRate, errors, backends } = timeline(calm(), calm())
    expect(windowMs).toBe(100)
    for (const column of [p50Ms, p99Ms, ratePerSecond, errorRate]) expect(column).toHaveLength(100)
    expect(p50Ms[50]).toBe(10)
    expect(p99Ms[50]).toBe(10)
    expect(ratePerSecond[50]).toBe(100)
    expect(errorRate[50]).toBe(0)
    expect(errors).toEqual({})
    expect(backends.map(({ name }) => name)).toEqual(['b1', 'b2', 'b3', 'b4'])
    expect(backends[0]!.share[1]).toBeCloseTo(0.25, 0)
    expect(backends[0]!.out).toBeNull()
  })

  test('medians of percentiles, means of the rest, and errors by kind', () => {
    const slow = calm(({ dueMs }) => (dueMs >= 3000 && dueMs < 4000 ? { doneMs: dueMs + 50 } : {}))
    const broken = calm(({ dueMs }) => (dueMs >= 3000 && dueMs < 4000 ? { status: 503 } : {}))
    const { p50Ms, errorRate, errors, ratePerSecond } = timeline(calm(), slow, broken)
    expect(p50Ms[35]).toBe(30)
    expect(errorRate[35]).toBe(0.3333)
    expect(errors).toEqual({ 'http 503': expect.any(Array) })
    expect(errors['http 503']![35]).toBe(33.33)
    expect(errors['http 503']![10]).toBe(0)
    expect(ratePerSecond[35]).toBe(100)
    // Of failures alone there is no latency.
    expect(timeline(broken).p50Ms[35]).toBeNull()
  })

  test('a window without requests tells nothing, and is no zero', () => {
    const { p99Ms, errorRate, ratePerSecond, backends } = timeline(drillOf([{ dueMs: 0 }]))
    expect([p99Ms[1], errorRate[1], ratePerSecond[1], backends[0]!.share[1]]).toEqual([null, null, 0, null])
  })

  test('the last window is as long as it is', () => {
    const { ratePerSecond } = timeline({ ...calm(), durationMs: 9_950 })
    expect(ratePerSecond).toHaveLength(100)
    expect(ratePerSecond[99]).toBe(200)
  })

  test('tries and states where the balancer is seen', () => {
    const ejected = [{ atMs: 3000, backend: 3, state: 'ejected' as const }]
    const seen = (changes: typeof ejected): Trial => ({
      ...calm(),
      sight: sightOf((window, backend) => (window >= 30 && backend === 3 ? 0 : 5), changes),
    })
    const { backends } = timeline(seen(ejected), seen([]))
    expect(backends[3]!.share.slice(29, 31)).toEqual([0.25, 0])
    expect(backends[3]!.out!.slice(29, 31)).toEqual([0, 0.5])
    // Seen in some rounds only is not seen.
    expect(timeline(seen(ejected), calm()).backends[3]!.out).toBeNull()
  })

  test('no backend has a line of its own in a fleet of more than 32, nor where rounds had other ones', () => {
    const fleet = Array.from({ length: 33 }, (_, i) => `b${i}`)
    expect(timeline({ ...calm(), backends: fleet }).backends).toEqual([])
    expect(timeline({ ...calm(), backends: fleet.slice(1) }).backends).toHaveLength(32)
    expect(timeline(calm(), { ...calm(), backends: ['x', 'b2', 'b3', 'b4'] }).backends).toEqual([])
  })
})
