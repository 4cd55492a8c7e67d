import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ewma } from '../../../src/strategies/latency/ewma.js'
import { PeakEwma } from '../../../src/strategies/latency/peak-ewma.js'
import type { Chooser, Pool } from '../../../src/strategies/strategy.js'
import { anyRequest, failure, hold, idleServices, ok, setAvailable, startWith, testPool } from '../test-pool.js'

/** One request, answered after `latencyMs`. */
function visit(chooser: Chooser, pool: Pool, backend: number, latencyMs: number, nowMs = 0): void {
  pool.inFlight[backend]++
  chooser.sent?.(backend, nowMs)
  pool.inFlight[backend]--
  chooser.answered?.(backend, { ...ok, latencyMs }, nowMs)
}

/** Who is picked how often. */
function counts(chooser: Chooser, pool: Pool, picks: number, nowMs = 0): number[] {
  const counts = Array.from(pool.names, () => 0)
  for (let i = 0; i < picks; i++) counts[chooser.pick(anyRequest, nowMs)]++
  return counts
}

describe.each(['choices=2', 'choices=0'])('ewma?%s', options => {
  it('prefers who answers faster, and pays for requests in flight', () => {
    const pool = testPool([1, 1])
    const chooser = startWith(ewma, pool, { options })
    visit(chooser, pool, 0, 30)
    visit(chooser, pool, 1, 10)
    // 10, 20, then 30 against 30.
    expect([hold(chooser, pool), hold(chooser, pool)]).toEqual([1, 1])
    pool.inFlight[1]++
    chooser.sent?.(1, 0)
    expect(hold(chooser, pool)).toBe(0)
  })

  it('compares loads per weight', () => {
    const pool = testPool([1, 4])
    const chooser = startWith(ewma, pool, { options })
    visit(chooser, pool, 0, 10)
    visit(chooser, pool, 1, 30)
    expect(counts(chooser, pool, 20)).toEqual([0, 20])
  })

  it('does not herd onto backends that have not answered yet', () => {
    const pool = testPool([1, 1, 1])
    const chooser = startWith(ewma, pool, { options })
    visit(chooser, pool, 0, 50)
    const first = [hold(chooser, pool), hold(chooser, pool), hold(chooser, pool), hold(chooser, pool)]
    expect(first.filter(backend => backend !== 0).length).toBeLessThanOrEqual(2)
    while (pool.inFlight[1] === 0 || pool.inFlight[2] === 0) hold(chooser, pool)
    // Both are unknown and busy now; the known one serves, unless it is not drawn.
    const later = counts(chooser, pool, 100)
    if (options === 'choices=0') expect(later[0]).toBe(100)
    else expect(later[0]).toBeGreaterThan(50)
  })

  it('tries a slow backend again after some decay times', () => {
    const pool = testPool([1, 1])
    const chooser = startWith(ewma, pool, { options: `${options}&decayS=1` })
    visit(chooser, pool, 0, 500)
    const picks: number[] = []
    for (let nowMs = 0; nowMs < 6000; nowMs += 10) {
      const backend = chooser.pick(anyRequest, nowMs)
      picks.push(backend)
      if (backend === 0) break
      visit(chooser, pool, 1, 10, nowMs)
    }
    // 500 e^-t is below 10 at t = ln 50 = 3.9 s.
    expect(picks.length).toBeGreaterThan(300)
    expect(picks.at(-1)).toBe(0)
  })

  it('counts failures as answers', () => {
    const pool = testPool([1, 1])
    const chooser = startWith(ewma, pool, { options })
    visit(chooser, pool, 0, 10)
    pool.inFlight[1]++
    chooser.sent?.(1, 0)
    pool.inFlight[1]--
    chooser.answered?.(1, { ...failure, latencyMs: 1 }, 0)
    expect(counts(chooser, pool, 10)).toEqual([0, 10])
  })

  it('learns nothing from what was cancelled', () => {
    const pool = testPool([1, 1])
    const chooser = startWith(ewma, pool, { options })
    visit(chooser, pool, 0, 20)
    visit(chooser, pool, 1, 10)
    pool.inFlight[1]++
    chooser.sent?.(1, 0)
    pool.inFlight[1]--
    chooser.answered?.(1, { ...failure, cause: 'cancelled', failed: false, latencyMs: 900 }, 0)
    expect(counts(chooser, pool, 10)).toEqual([0, 10])
  })

  it('leaves out who is unavailable, and knows it again afterwards', () => {
    const pool = testPool([1, 1, 1])
    const chooser = startWith(ewma, pool, { options })
    visit(chooser, pool, 0, 5)
    visit(chooser, pool, 1, 10)
    visit(chooser, pool, 2, 20)
    setAvailable(chooser, pool, 0, false)
    expect(counts(chooser, pool, 20)).toEqual([0, 20, 0])
    visit(chooser, pool, 0, 15)
    setAvailable(chooser, pool, 0, true)
    setAvailable(chooser, pool, 2, false)
    expect(counts(chooser, pool, 20)).toEqual([0, 20, 0])
  })
})

const event = fc.record({
  waitMs: fc.double({ min: 0, max: 400, noNaN: true }),
  kind: fc.constantFrom('pick' as const, 'pick' as const, 'answer' as const, 'toggle' as const),
  which: fc.nat(),
  latencyMs: fc.oneof(fc.constant(0), fc.double({ min: 0.001, max: 900, noNaN: true })),
})

describe('ewma?choices=0', () => {
  it('finds the least load of all, as looking at each would', () => {
    const weights = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 12 })
    const property = fc.property(weights, fc.array(event, { maxLength: 150, size: 'max' }), (weights, events) => {
      const pool = testPool(weights)
      const chooser = startWith(ewma, pool, { options: 'choices=0&decayS=2' })
      const plain = new PeakEwma(pool, 2000)
      let nowMs = -500
      for (const { waitMs, kind, which, latencyMs } of events) {
        nowMs += waitMs
        const backend = which % pool.size
        if (kind === 'toggle') {
          setAvailable(chooser, pool, backend, pool.available[backend] === 0)
        } else if (kind === 'answer') {
          if (pool.inFlight[backend] === 0) continue
          pool.inFlight[backend]--
          plain.observe(backend, latencyMs, nowMs)
          chooser.answered?.(backend, { ...ok, latencyMs }, nowMs)
        } else {
          const picked = chooser.pick(anyRequest, nowMs)
          const loads = weights.map((_, i) => plain.load(i, nowMs))
          const least = Math.min(...loads.filter((_, i) => pool.available[i] === 1))
          if (picked === -1) {
            expect(least).toBe(Infinity)
            continue
          }
          expect(pool.available[picked]).toBe(1)
          // Both decay by the same law, one step by step, the other in one.
          expect(loads[picked]).toBeLessThanOrEqual(least * (1 + 1e-9))
          pool.inFlight[picked]++
          chooser.sent?.(picked, nowMs)
        }
      }
    })
    fc.assert(property, { seed: 1, numRuns: 300 })
  })

  it('goes through idle unknown backends in order', () => {
    const pool = testPool([1, 1, 1])
    const chooser = startWith(ewma, pool, { options: 'choices=0' })
    expect([hold(chooser, pool), hold(chooser, pool), hold(chooser, pool)]).toEqual([0, 1, 2])
    // All unknown and busy: by requests in flight.
    expect([hold(chooser, pool), hold(chooser, pool)]).toEqual([0, 1])
  })
})

it('draws as p2c does: the first of two equals serves', () => {
  const pool = testPool([1, 1, 1])
  const list = [2, 0, 1, 1, 2]
  let next = 0
  const below = () => list[next++]
  const chooser = ewma.start(pool, { choices: 2, decayS: 10 }, { next: () => 0, fill: () => {}, below }, idleServices)
  expect([chooser.pick(anyRequest, 0), chooser.pick(anyRequest, 0)]).toEqual([2, 1])
  expect(next).toBe(5)
})
