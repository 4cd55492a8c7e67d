import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { errorKinds } from '../../src/bench/trial.js'
import { windowsOf } from '../../src/drill/windows-of.js'
import { looksSick } from '../../src/model/sight.js'
import { quantile } from '../../src/stats/quantile.js'
import { type Row, recordOf } from '../results/synthetic.js'
import { drillOf, durationMs, sightOf } from './drill-trials.js'

const row = fc.record({
  dueMs: fc.integer({ min: -500_000, max: durationMs * 1000 - 1 }).map(us => us / 1000),
  latencyMs: fc.double({ min: 0.01, max: 3000, noNaN: true }),
  share: fc.double({ min: 0, max: 1, noNaN: true }),
  status: fc.constantFrom(200, 200, 200, 304, 404, 503, errorKinds.timeout, errorKinds.reset),
  backend: fc.integer({ min: -1, max: 3 }),
})
const rows = fc.array(
  row.map(({ latencyMs, share, ...rest }): Row & { backend: number; status: number; doneMs: number } => {
    const appMs = rest.backend < 0 ? Number.NaN : share * latencyMs
    return { ...rest, doneMs: rest.dueMs + latencyMs, queueMs: appMs / 3, appMs: (appMs * 2) / 3 }
  }),
  { maxLength: 200 },
)
const total = (values: Iterable<number>): number => [...values].reduce((sum, value) => sum + value, 0)

describe('windows of a trial', () => {
  it('count every measured request once, where it was due', () => {
    fc.assert(
      fc.property(rows, all => {
        const { requests, errors, sent, count } = windowsOf(drillOf(all))
        const measured = all.filter(({ dueMs }) => dueMs >= 0)
        expect(count).toBe(100)
        expect(total(requests)).toBe(measured.length)
        expect(total([...errors.values()].flatMap(column => [...column]))).toBe(
          measured.filter(({ status }) => !(status >= 100 && status < 400)).length,
        )
        expect(total(sent)).toBe(measured.filter(({ backend }) => backend >= 0).length)
        for (const { dueMs } of measured) expect(requests[Math.floor(dueMs / 100)]).toBeGreaterThan(0)
      }),
    )
  })

  it('have the percentiles of good answers and time-outs', () => {
    fc.assert(
      fc.property(rows, all => {
        const { p50Ms, p99Ms } = windowsOf(drillOf(all))
        for (let window = 0; window < 100; window++) {
          const due = all.filter(({ dueMs }) => Math.floor(dueMs / 100) === window)
          const waited = due.filter(({ status }) => (status >= 100 && status < 400) || status === errorKinds.timeout)
          const sorted = waited.map(({ doneMs, dueMs }) => doneMs - dueMs).sort((a, b) => a - b)
          expect([p50Ms[window], p99Ms[window]]).toEqual([quantile(sorted, 0.5), quantile(sorted, 0.99)])
        }
      }),
    )
  })

  it("add up to the time requests spent at each backend, as Little's law has it", () => {
    fc.assert(
      fc.property(rows, all => {
        const { inFlight } = windowsOf(drillOf(all))
        for (let backend = 0; backend < 4; backend++) {
          const spent = all
            .filter(each => each.backend === backend)
            .map(({ doneMs, queueMs, appMs }) => Math.min(doneMs, durationMs) - Math.max(0, doneMs - queueMs! - appMs!))
          const here = inFlight.filter((_, i) => i % 4 === backend)
          expect(total(here) * 100).toBeCloseTo(total(spent.filter(ms => ms > 0)), 6)
          expect(Math.min(...here)).toBeGreaterThanOrEqual(-1e-9)
        }
      }),
    )
  })

  it('are the same whatever the order of rows', () => {
    fc.assert(
      fc.property(rows, all => {
        const [one, other] = [windowsOf(drillOf(all)), windowsOf(drillOf([...all].reverse()))]
        expect({ ...other, errors: new Map([...other.errors].sort()), inFlight: [] }).toEqual({
          ...one,
          errors: new Map([...one.errors].sort()),
          inFlight: [],
        })
      }),
    )
  })

  it('say at the end of each whom the balancer kept out', () => {
    const sight = sightOf(
      () => 1,
      [
        { atMs: -100, backend: 2, state: 'left' },
        { atMs: 250, backend: 1, state: 'banned' },
        { atMs: 299.9, backend: 2, state: 'in' },
        { atMs: 400, backend: 1, state: 'in' },
      ],
    )
    const { states, sent } = windowsOf(drillOf([], { sight }))
    expect(states).toHaveLength(400)
    expect([0, 1, 2, 3, 4].map(window => states[window * 4 + 1])).toEqual(['in', 'in', 'banned', 'banned', 'in'])
    expect([0, 1, 2, 3].map(window => states[window * 4 + 2])).toEqual(['left', 'left', 'in', 'in'])
    expect(states.filter(looksSick)).toHaveLength(2)
    expect(total(sent)).toBe(400)
  })

  it('know of no tries in windows nobody noted, and of none beyond the end', () => {
    const tries = (windows: number) => ({ tries: new Float64Array(windows * 4).fill(1), changes: [] })
    expect(total(windowsOf(drillOf([], { sight: tries(60) })).sent)).toBe(240)
    expect(total(windowsOf(drillOf([], { sight: tries(130) })).sent)).toBe(400)
  })

  it('are of a record', () => {
    expect(() => windowsOf(drillOf([], { record: undefined }))).toThrow('no record')
    expect(windowsOf(drillOf([], { record: recordOf([]), durationMs: 150 })).count).toBe(2)
  })
})
