import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { leastTime } from '../../../src/strategies/latency/least-time.js'
import { indexLeastTime } from '../../../src/strategies/latency/least-time-index.js'
import { scanLeastTime } from '../../../src/strategies/latency/least-time-scan.js'
import { ResponseTimes } from '../../../src/strategies/latency/response-times.js'
import type { Cause, Chooser, Outcome, Pool } from '../../../src/strategies/strategy.js'
import vectors from '../data/nginx-1.31.4-sticky-least_time.json' with { type: 'json' }
import { anyRequest, outcome, setAvailable, startWith, testPool } from '../test-pool.js'

function send(chooser: Chooser, pool: Pool, backend: number, nowMs: number): void {
  pool.inFlight[backend]++
  chooser.sent?.(backend, nowMs)
}

function finish(chooser: Chooser, pool: Pool, backend: number, result: Outcome, nowMs: number): void {
  pool.inFlight[backend]--
  chooser.answered?.(backend, result, nowMs)
}

/** One request from now on, answered before the next. Returns who served. */
function visit(chooser: Chooser, pool: Pool, latencyMs: readonly number[], nowMs: number): number {
  const backend = chooser.pick(anyRequest, nowMs)
  send(chooser, pool, backend, nowMs)
  finish(chooser, pool, backend, outcome({ latencyMs: latencyMs[backend] }), nowMs + latencyMs[backend])
  return backend
}

/** The names of who serves `count` requests, one after the other. */
function sequence(chooser: Chooser, pool: Pool, latencyMs: readonly number[], count: number): string {
  let nowMs = 0
  const names = Array.from({ length: count }, () => {
    const backend = visit(chooser, pool, latencyMs, nowMs)
    nowMs += latencyMs[backend]
    return pool.names[backend]
  })
  return names.join('')
}

const start = (pool: Pool, options = '') => startWith(leastTime, pool, { options })

describe('least-time', () => {
  it.each(['', 'inflight', 'metric=header', 'metric=header&inflight'])(
    'picks as nginx 1.31.4 did, with "%s"',
    options => {
      const { observed } = vectors.least_time_last_byte
      const pool = testPool([1, 1, 1])
      expect(sequence(start(pool, options), pool, [0, 100, 10], 60)).toBe(observed)
    },
  )

  it('takes backends within the same 20 ms in turn', () => {
    const pool = testPool([1, 1, 1])
    expect(sequence(start(pool), pool, [19, 3, 12], 7)).toBe('abcabca')
    expect(sequence(start(pool), pool, [20, 3, 12], 7)).toBe('abcbcbc')
  })

  it('counts requests in flight per weight', () => {
    const pool = testPool([3, 1])
    const chooser = start(pool)
    const picks = Array.from({ length: 9 }, () => {
      const backend = chooser.pick(anyRequest, 0)
      send(chooser, pool, backend, 0)
      return pool.names[backend]
    })
    // One more than is in flight, per weight: 1/3, 2/3, then 3/3 against 1/1 in turn, and so on.
    expect(picks.join('')).toBe('aaabaaaba')
  })

  it('halves the average of who is not tried, every 11 seconds', () => {
    const pool = testPool([1, 1])
    const chooser = start(pool)
    visit(chooser, pool, [10, 1000], 0)
    visit(chooser, pool, [10, 1000], 0)
    const tried: number[] = []
    for (let nowMs = 1000; nowMs < 100_000; nowMs += 500) {
      if (visit(chooser, pool, [10, 1000], nowMs) === 1) tried.push(nowMs)
    }
    // 1000, 500, 250, 125, 62, 31, 15: six halvings until both are within 20 ms, and then it is the other's turn first.
    expect(tried[0]).toBe(66_500)
  })

  it('learns from good answers only', () => {
    const causes: Cause[] = ['connect', 'reset', 'timeout', 'invalid', 'cancelled']
    for (const cause of causes) {
      const pool = testPool([1, 1])
      const times = new ResponseTimes(pool, 'last_byte', 10)
      const chooser = scanLeastTime(pool, times, false)
      send(chooser, pool, 0, 0)
      finish(chooser, pool, 0, outcome({ cause, failed: cause !== 'cancelled', latencyMs: 400 }), 400)
      expect(times.averageMs(0, 0)).toBe(0)
    }
  })

  it('averages as nginx does, and takes the time of the head where it is told to', () => {
    const pool = testPool([1])
    const [header, whole] = (['header', 'last_byte'] as const).map(metric => new ResponseTimes(pool, metric, 10))
    for (const times of [header, whole]) {
      times.sent(0, 0)
      times.answered(0, outcome({ headMs: 30.6, latencyMs: 100 }), 0)
    }
    expect([header.averageMs(0, 0), whole.averageMs(0, 0)]).toEqual([31, 100])
    whole.answered(0, outcome({ latencyMs: 9 }), 0)
    // 95 + 0.45 + 0.5, then down.
    expect(whole.averageMs(0, 0)).toBe(95)
    expect(whole.eta(0, 0)).toBe(100)
    whole.answered(0, outcome({ latencyMs: 1e6 }), 0)
    pool.inFlight[0] = 3
    expect(whole.eta(0, 0)).toBe(20_000)
  })

  it.each([
    ['inflight', 10],
    ['inflight=false', 5],
  ])('with %s, %i of 10 avoid who has not answered for three seconds', (options, expected) => {
    const pool = testPool([1, 1])
    const chooser = start(pool, options)
    send(chooser, pool, 0, 0)
    send(chooser, pool, 1, 3000)
    const picks = Array.from({ length: 10 }, () => chooser.pick(anyRequest, 3000))
    expect(picks.filter(backend => backend === 1).length).toBe(expected)
  })
})

const event = fc.record({
  waitMs: fc.oneof(fc.nat(30), fc.constantFrom(0, 999, 4000, 30_000)),
  kind: fc.constantFrom(
    'pick' as const,
    'pick' as const,
    'answer' as const,
    'fail' as const,
    'toggle' as const,
    'weigh' as const,
    'stick' as const,
  ),
  which: fc.nat(),
  latencyMs: fc.oneof(fc.nat(90), fc.constantFrom(0, 700, 4999, 5001, 80_000)),
})

describe('indexLeastTime', () => {
  it('picks as scanLeastTime does, whatever happens', () => {
    const weights = fc.oneof(
      fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 20 }),
      fc.integer({ min: 1, max: 20 }).map(n => Array<number>(n).fill(2)),
    )
    const property = fc.property(
      weights,
      fc.nat(3),
      fc.array(event, { maxLength: 300, size: 'max' }),
      (weights, maxFails, events) => {
        const pool = testPool(weights, maxFails)
        const choosers = [
          scanLeastTime(pool, new ResponseTimes(pool, 'last_byte', 3), false),
          indexLeastTime(pool, new ResponseTimes(pool, 'last_byte', 3)),
        ]
        let nowMs = -5000
        for (const { waitMs, kind, which, latencyMs } of events) {
          nowMs += waitMs
          const backend = which % pool.size
          if (kind === 'weigh') {
            pool.weight[backend] = 1 + (latencyMs % 4)
            for (const chooser of choosers) chooser.changed?.(backend)
          } else if (kind === 'stick') {
            pool.inFlight[backend]++
            for (const chooser of choosers) chooser.sent?.(backend, nowMs)
          } else if (kind === 'toggle') {
            pool.available[backend] = 1 - pool.available[backend]
            for (const chooser of choosers) chooser.changed?.(backend)
          } else if (kind === 'pick') {
            const [scanned, indexed] = choosers.map(chooser => chooser.pick(anyRequest, nowMs))
            expect(indexed).toBe(scanned)
            if (scanned === -1) continue
            pool.inFlight[scanned]++
            for (const chooser of choosers) chooser.sent?.(scanned, nowMs)
          } else if (pool.inFlight[backend] > 0) {
            pool.inFlight[backend]--
            const result = outcome({ latencyMs, ...(kind === 'fail' ? { cause: 'reset', failed: true } : {}) })
            for (const chooser of choosers) chooser.answered?.(backend, result, nowMs)
          }
        }
      },
    )
    fc.assert(property, { seed: 1, numRuns: 200 })
  })

  it('tries a slow backend again in a large pool as well', () => {
    const pool = testPool(Array<number>(40).fill(1))
    const chooser = start(pool)
    const latencyMs = Array.from({ length: 40 }, (_, i) => (i === 7 ? 900 : 10))
    for (let i = 0; i < 40; i++) visit(chooser, pool, latencyMs, 0)
    setAvailable(chooser, pool, 3, false)
    let nowMs = 0
    while (nowMs < 200_000 && visit(chooser, pool, latencyMs, nowMs) !== 7) nowMs += 100
    // 900, 450, 225, 112, 56, 28, 14.
    expect(nowMs).toBeGreaterThanOrEqual(66_000)
    expect(nowMs).toBeLessThan(73_000)
  })
})
