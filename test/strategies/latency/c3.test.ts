import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { c3 } from '../../../src/strategies/latency/c3.js'
import { C3Feedback } from '../../../src/strategies/latency/c3-feedback.js'
import type { Chooser, Outcome, Pool } from '../../../src/strategies/strategy.js'
import { anyRequest, outcome, setAvailable, startWith, testPool } from '../test-pool.js'
import { live, tally } from './tiny-world.js'

/** One request to that backend, and its answer. */
function visit(chooser: Chooser, pool: Pool, backend: number, result: Outcome, nowMs = 0): void {
  pool.inFlight[backend]++
  chooser.sent?.(backend, nowMs)
  pool.inFlight[backend]--
  chooser.answered?.(backend, result, nowMs)
}

describe('C3Feedback', () => {
  it.each([
    // R - S + S q^3, R = 12, S = 4
    { clients: 1, inFlight: 0, queued: 0, rank: 12 },
    { clients: 1, inFlight: 2, queued: 0, rank: 8 + 4 * 27 },
    { clients: 1, inFlight: 1, queued: 2, rank: 8 + 4 * 64 },
    { clients: 5, inFlight: 1, queued: 3, rank: 8 + 4 * 729 },
  ])('$clients clients, $inFlight in flight, $queued queued: $rank', ({ clients, inFlight, queued, rank }) => {
    const pool = testPool([1])
    const feedback = new C3Feedback(pool, clients)
    feedback.answered(0, outcome({ latencyMs: 12, serviceMs: 4, queued }))
    pool.inFlight[0] = inFlight
    expect(feedback.rank(0)).toBeCloseTo(rank, 9)
  })

  it('averages with 0.3 of the new', () => {
    const feedback = new C3Feedback(testPool([1]), 1)
    feedback.answered(0, outcome({ latencyMs: 10, serviceMs: 10, queued: 0 }))
    feedback.answered(0, outcome({ latencyMs: 20, serviceMs: 10, queued: 1 }))
    // R 13, S 10, q 0.3
    expect(feedback.rank(0)).toBeCloseTo(3 + 10 * 2.197, 9)
  })

  it('without reports goes by answer times', () => {
    const pool = testPool([1])
    const feedback = new C3Feedback(pool, 1)
    feedback.answered(0, outcome({ latencyMs: 10, serviceMs: Number.NaN, queued: Number.NaN }))
    pool.inFlight[0] = 1
    expect(feedback.rank(0)).toBeCloseTo(80, 9)
  })

  it('takes failures for slow, and learns nothing from what was cancelled', () => {
    const feedback = new C3Feedback(testPool([1, 1, 1]), 1)
    feedback.answered(0, outcome({ cause: 'reset', failed: true, status: 0, latencyMs: 1 }))
    feedback.answered(1, outcome({ status: 503, latencyMs: 1 }))
    feedback.answered(2, outcome({ cause: 'cancelled', status: 0, latencyMs: 1 }))
    expect([feedback.rank(0), feedback.rank(1), feedback.knows(2)]).toEqual([5000, 5000, false])
  })
})

const event = fc.record({
  kind: fc.constantFrom('pick' as const, 'pick' as const, 'answer' as const, 'toggle' as const),
  which: fc.nat(),
  latencyMs: fc.constantFrom(1, 2, 5, 40),
  queued: fc.nat(3),
})

describe('c3', () => {
  it('finds the lowest rank of all', () => {
    const property = fc.property(
      fc.integer({ min: 1, max: 12 }),
      fc.array(event, { maxLength: 200, size: 'max' }),
      (size, events) => {
        const pool = testPool(Array<number>(size).fill(1))
        const chooser = startWith(c3, pool, { options: 'clients=2' })
        const plain = new C3Feedback(pool, 2)
        const rank = (i: number) =>
          plain.knows(i) ? plain.rank(i) : pool.inFlight[i] === 0 ? -1 : 1e15 + pool.inFlight[i]
        for (const { kind, which, latencyMs, queued } of events) {
          const backend = which % size
          if (kind === 'toggle') setAvailable(chooser, pool, backend, pool.available[backend] === 0)
          else if (kind === 'answer') {
            if (pool.inFlight[backend] === 0) continue
            pool.inFlight[backend]--
            const result = outcome({ latencyMs, serviceMs: latencyMs / 2, queued })
            plain.answered(backend, result)
            chooser.answered?.(backend, result, 0)
          } else {
            const picked = chooser.pick(anyRequest, 0)
            const ranks = Array.from({ length: size }, (_, i) => (pool.available[i] === 1 ? rank(i) : Infinity))
            if (picked === -1) expect(Math.min(...ranks)).toBe(Infinity)
            else {
              expect(ranks[picked]).toBe(Math.min(...ranks))
              pool.inFlight[picked]++
              chooser.sent?.(picked, 0)
            }
          }
        }
      },
    )
    fc.assert(property, { seed: 1, numRuns: 150 })
  })

  it('takes equals in turn', () => {
    const pool = testPool([1, 1, 1])
    const chooser = startWith(c3, pool)
    const picks = Array.from({ length: 6 }, () => {
      const backend = chooser.pick(anyRequest, 0)
      visit(chooser, pool, backend, outcome())
      return backend
    })
    expect(picks).toEqual([0, 1, 2, 0, 1, 2])
  })

  it('tries an idle backend anew when nothing was heard of it for a while', () => {
    const pool = testPool([1, 1])
    const chooser = startWith(c3, pool, { options: 'forgetS=2' })
    visit(chooser, pool, 0, outcome({ latencyMs: 500 }))
    visit(chooser, pool, 1, outcome({ latencyMs: 5 }), 1999)
    expect(chooser.pick(anyRequest, 1999)).toBe(1)
    expect(chooser.pick(anyRequest, 2000)).toBe(0)
  })

  it('gives a slow backend less, and uses it again once it is fast', () => {
    const serviceMs = (backend: number, atMs: number) => (backend === 2 && atMs < 15_000 ? 150 : 10)
    const { served } = live(c3, { backends: 4, requests: 6000, gapMs: 5, serviceMs, options: 'forgetS=2' })
    expect(tally(served.slice(0, 3000), 4)[2]).toBeLessThan(200)
    expect(tally(served.slice(-1000), 4)[2]).toBeGreaterThan(100)
  })
})
