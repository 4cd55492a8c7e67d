import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { strategies } from '../../src/strategies/index.js'
import type { Chooser, Pool, RequestView, Strategy } from '../../src/strategies/strategy.js'
import { chiSquareP } from './chi-square.js'
import { answer, anyRequest, failure, hold, ok, serve, setAvailable, startWith, testPool } from './test-pool.js'

/**
 * What every strategy must do, whoever wrote it. A new strategy in the list is tested here without further ado; it only
 * has to say in `longRun` what its weights mean.
 */
const longRun: Record<string, 'exact' | 'by chance' | `not by weight: ${string}`> = {
  rr: 'exact',
  lc: 'exact',
  random: 'by chance',
  iphash: 'by chance',
  p2c: 'not by weight: of two idle backends nginx keeps the second draw, whose shares are flatter than the weights',
}

describe.each(strategies)('$name', strategy => {
  it('lives through any history, and its picks are available ones', () => {
    const property = fc.property(historyOf, fc.integer(), (history, seed) => {
      const pool = testPool(history.weights, history.maxFails)
      play(startWith(strategy, pool, { seed }), pool, history.steps)
    })
    fc.assert(property, { seed: 1, numRuns: 150 })
  })

  it('makes the same picks from the same seed and history', () => {
    const property = fc.property(historyOf, fc.integer(), (history, seed) => {
      const twice = [1, 2].map(() => {
        const pool = testPool(history.weights, history.maxFails)
        return play(startWith(strategy, pool, { seed }), pool, history.steps)
      })
      expect(twice[0]).toEqual(twice[1])
    })
    fc.assert(property, { seed: 2, numRuns: 50 })
  })

  it('keeps no memory outside its chooser', () => {
    const [poolA, poolB] = [testPool([3, 1, 2]), testPool([3, 1, 2])]
    const alone = startWith(strategy, poolA)
    const expected = Array.from({ length: 50 }, (_, i) => serve(alone, poolA, client(i)))
    const poolC = testPool([1, 1, 5])
    const [together, other] = [startWith(strategy, poolB), startWith(strategy, poolC)]
    const picks = Array.from({ length: 50 }, (_, i) => {
      serve(other, poolC, client(i + 7))
      return serve(together, poolB, client(i))
    })
    expect(picks).toEqual(expected)
  })

  it('always picks the only backend there is', () => {
    const pool = testPool([3])
    const chooser = startWith(strategy, pool)
    for (let i = 0; i < 20; i++) expect(hold(chooser, pool, client(i))).toBe(0)
    answer(chooser, pool, 0, failure)
    expect(chooser.pick(anyRequest, 0)).toBe(0)
    setAvailable(chooser, pool, 0, false)
    expect(chooser.pick(anyRequest, 0)).toBe(-1)
  })

  it('always picks the only one left, in whatever place, on every retry', () => {
    for (let left = 0; left < 5; left++) {
      const pool = testPool([1, 9, 1, 9, 1])
      const chooser = startWith(strategy, pool)
      for (let i = 0; i < 5; i++) if (i !== left) setAvailable(chooser, pool, i, false)
      for (let i = 0; i < 20; i++) expect(chooser.pick({ ...client(i), attempt: i % 5 }, 0)).toBe(left)
    }
  })

  it('serves a thousand backends, and uses most of them', () => {
    const pool = testPool(Array.from({ length: 1000 }, (_, i) => 1 + (i % 3)))
    const chooser = startWith(strategy, pool)
    for (let i = 0; i < 6000; i++) expect(hold(chooser, pool, client(i))).toBeGreaterThanOrEqual(0)
    expect(pool.inFlight.filter(count => count > 0).length).toBeGreaterThan(900)
  })

  it('does not mind what the client and the path look like', () => {
    const pool = testPool([1, 2, 3])
    const chooser = startWith(strategy, pool)
    const property = fc.property(
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.webPath(),
      fc.nat(30),
      (client, path, attempt) => {
        expect(pool.available[chooser.pick({ client, path, attempt }, 0)]).toBe(1)
      },
    )
    fc.assert(property, { seed: 3, numRuns: 100 })
  })

  it('spreads equal backends equally in the long run', () => {
    expect(sharing(strategy, [1, 1, 1, 1, 1])).toBeGreaterThan(1e-6)
  })

  const meaning = longRun[strategy.name]
  it(`weights in the long run: ${meaning}`, () => {
    const p = sharing(strategy, [5, 1, 3, 2, 4])
    if (meaning!.startsWith('not')) expect(p).toBeLessThan(1e-6)
    else expect(p).toBeGreaterThan(meaning === 'exact' ? 1 - 1e-9 : 1e-6)
  })
})

it('longRun speaks of the strategies there are', () => {
  expect(Object.keys(longRun).sort()).toEqual(strategies.map(strategy => strategy.name).sort())
})

/** p of the shares of 15,000 requests, each from another client and answered before the next; exactly 1 for a perfect fit. */
function sharing(strategy: Strategy, weights: readonly number[]): number {
  const pool = testPool(weights)
  const chooser = startWith(strategy, pool)
  const counts = weights.map(() => 0)
  for (let i = 0; i < 15_000; i++) counts[serve(chooser, pool, client(i))]++
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return chiSquareP(
    counts,
    weights.map(weight => weight / total),
  )
}

/** Scattered over the /24s, so that no two of 15,000 share one: 40503 is odd. */
function client(i: number): RequestView {
  const scattered = (i * 40_503) & 0xffff
  return { client: `${10 + (i >> 16)}.${scattered >> 8}.${scattered & 255}.1`, path: `/item/${i}`, attempt: 0 }
}

type Step =
  | { readonly kind: 'send'; readonly client: number; readonly attempt: number }
  | { readonly kind: 'answer'; readonly which: number; readonly failed: boolean }
  | { readonly kind: 'toggle'; readonly backend: number }

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant('send' as const), client: fc.nat(65_535), attempt: fc.nat(3) }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('answer' as const), which: fc.nat(), failed: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('toggle' as const), backend: fc.nat() }) },
)

const historyOf = fc.record({
  weights: fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 9 }),
  maxFails: fc.nat(3),
  steps: fc.array(step, { minLength: 1, maxLength: 80 }),
})

/** Plays the history as a balancer would; checks every pick, and that no hook writes to the pool. Returns the picks. */
function play(chooser: Chooser, pool: Pool, steps: readonly Step[]): number[] {
  const running: number[] = []
  const picks: number[] = []
  for (const [nowMs, step] of steps.entries()) {
    if (step.kind === 'toggle') {
      const backend = step.backend % pool.size
      pool.available[backend] = 1 - pool.available[backend]
      untouched(pool, () => chooser.changed?.())
    } else if (step.kind === 'send') {
      const view = { ...client(step.client), attempt: step.attempt }
      const backend = untouched(pool, () => chooser.pick(view, nowMs))
      picks.push(backend)
      expectAllowed(pool, backend)
      if (backend === -1) continue
      pool.inFlight[backend]++
      untouched(pool, () => chooser.sent?.(backend, nowMs))
      running.push(backend)
    } else if (running.length > 0) {
      const [backend] = running.splice(step.which % running.length, 1)
      pool.inFlight[backend]--
      untouched(pool, () => chooser.answered?.(backend, step.failed ? failure : ok, nowMs))
    }
  }
  return picks
}

function expectAllowed(pool: Pool, backend: number): void {
  if (backend === -1) expect([...pool.available]).not.toContain(1)
  else expect(pool.available[backend]).toBe(1)
}

function untouched<T>(pool: Pool, call: () => T): T {
  const columns = () => [pool.weight, pool.inFlight, pool.available, pool.maxFails].map(column => [...column])
  const before = columns()
  const result = call()
  expect(columns()).toEqual(before)
  return result
}
