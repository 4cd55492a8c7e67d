import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { failureOutliers, successOutliers } from '../../../src/balancer/health/outliers.js'
import type { OutlierSpec } from '../../../src/model/balancer-spec.js'
import { productHealth } from '../../../src/model/products.js'
import type { Outcome } from '../../../src/strategies/strategy.js'
import { outcome } from '../../strategies/test-pool.js'
import { backend } from '../test-balancer.js'
import { TestWorld } from '../test-world.js'

const { envoy } = productHealth
const calm = { ...productHealth.none, panic: envoy.panic, outlier: envoy.outlier }
const fleet = (size: number) => Array.from({ length: size }, (_, i) => backend(String.fromCharCode(97 + i)))

function worldOf(size: number, changes: Partial<OutlierSpec> = {}): TestWorld {
  return new TestWorld(fleet(size), { health: { ...calm, outlier: { ...envoy.outlier, ...changes } } })
}

/** Tries ended at that backend, none of them picked: only how they end matters here. */
function answers(world: TestWorld, at: number, ...outcomes: readonly Outcome[]): void {
  for (const each of outcomes) world.balancer.ended(at, each, world.nowMs, 0)
}

const status = (value: number) => outcome({ status: value })
const reset = outcome({ cause: 'reset', failed: true, status: 0 })
const cancelled = outcome({ cause: 'cancelled', status: 0 })
const times = (n: number, each: Outcome) => Array.from({ length: n }, () => each)

describe('consecutive failures', () => {
  it.each([
    ['five of 5xx', [...times(4, status(500)), status(503)], true],
    ['four', times(4, status(500)), false],
    ['failures are 5xx', [...times(2, status(500)), ...times(3, reset)], true],
    ['a good answer between them', [...times(4, status(500)), status(404), ...times(4, status(500))], false],
    ['a cancelled try says nothing', [...times(4, status(500)), cancelled, status(500)], true],
  ])('%s: ejected %#', (_, outcomes, ejected) => {
    const world = worldOf(4)
    answers(world, 1, ...outcomes)
    expect(world.available()).toBe(ejected ? 'acd' : 'abcd')
    expect(world.balancer.stats.ejections).toBe(Number(ejected))
  })

  it('of gateways: 502 to 504 and failures, not 500', () => {
    const world = worldOf(4, { consecutive5xx: 0, consecutiveGateway: 3 })
    answers(world, 0, status(502), status(503), status(500), status(504), reset)
    expect(world.available()).toBe('abcd')
    answers(world, 0, status(502))
    expect(world.available()).toBe('bcd')
  })

  it('never more than the share, but one always', () => {
    for (const [size, share, most] of [
      [4, 0.1, 1],
      [4, 0.5, 2],
      [4, 0, 1],
      [10, 0.29, 2],
      [3, 1, 3],
    ] as const) {
      const world = worldOf(size, { maxEjectionShare: share })
      for (let i = 0; i < size; i++) answers(world, i, ...times(5, reset))
      expect(world.balancer.stats.ejections).toBe(most)
    }
  })
})

describe('an ejection', () => {
  it('lasts n times the base, and ends at an interval', () => {
    const world = worldOf(3, { baseEjectionMs: 25_000, intervalMs: 10_000 })
    world.to(4000)
    answers(world, 0, ...times(5, reset))
    expect([29_999, 30_000].map(at => world.to(at).available())).toEqual(['bc', 'abc'])
    answers(world, 0, ...times(5, reset))
    // Twice as long, from 30 s on: 80 s.
    expect([79_999, 80_000].map(at => world.to(at).available())).toEqual(['bc', 'abc'])
    // One interval in, and the next one counts as the second again.
    world.to(90_000)
    answers(world, 0, ...times(5, reset))
    expect([139_999, 140_000].map(at => world.to(at).available())).toEqual(['bc', 'abc'])
  })

  it('is never longer than the longest', () => {
    const world = worldOf(3, { maxEjectionMs: 60_000 })
    for (let k = 0; k < 8; k++) {
      answers(world, 0, ...times(5, reset))
      const sinceMs = world.nowMs
      while (world.available() !== 'abc') world.to(world.nowMs + 10_000)
      expect(world.nowMs - sinceMs).toBeLessThanOrEqual(60_000)
      expect(world.nowMs - sinceMs).toBeGreaterThanOrEqual(k === 0 ? 30_000 : 60_000)
    }
  })

  it('ends when an active check passes', () => {
    const active = { ...productHealth.haproxy.active, intervalMs: 7000, downIntervalMs: 7000 }
    const world = new TestWorld(fleet(3), { health: { ...calm, active } }).to(0)
    answers(world, 0, ...times(5, reset))
    expect(world.available()).toBe('bc')
    expect([6999, 7000].map(at => world.to(at).available())).toEqual(['bc', 'abc'])
  })

  it('is forgotten when the backend leaves', () => {
    const changes = [
      { atMs: 1000, backend: 0, kind: 'leave' },
      { atMs: 2000, backend: 0, kind: 'join' },
    ] as const
    const world = new TestWorld(fleet(3), { health: calm, changes })
    answers(world, 0, ...times(5, reset))
    expect([999, 1500, 2000].map(at => world.to(at).available())).toEqual(['bc', 'bc', 'abc'])
    answers(world, 1, ...times(5, reset))
    expect(world.available()).toBe('ac')
  })
})

/** Answers and good ones of each backend; who is out. */
const tables = [
  { name: 'mean 0.82, deviation 0.36', answers: [100, 100, 100, 100, 100], good: [100, 100, 100, 100, 10], out: [4] },
  { name: 'all alike', answers: [100, 100, 100, 100, 100], good: [50, 50, 50, 50, 50], out: [] },
  { name: 'four are too few', answers: [100, 100, 100, 100, 99], good: [100, 100, 100, 0, 0], out: [] },
  {
    name: 'who has too few does not count',
    answers: [100, 100, 100, 100, 100, 99],
    good: [99, 99, 99, 99, 99, 0],
    out: [],
  },
]

describe('success rates', () => {
  it.each(tables)('$name', ({ answers, good, out }) => {
    const rates = { answers: Int32Array.from(answers), good: Int32Array.from(good), counts: () => true }
    expect(successOutliers(rates, envoy.outlier.successRate!)).toEqual(out)
  })

  it('are looked at once an interval, the last interval only', () => {
    const world = worldOf(6, { consecutive5xx: 0 })
    for (let i = 0; i < 6; i++) answers(world, i, ...times(100, status(i === 2 ? 500 : 200)))
    expect([9999, 10_000].map(at => world.to(at).available())).toEqual(['abcdef', 'abdef'])
    for (let i = 0; i < 6; i++) answers(world, i, ...times(99, status(i === 3 ? 500 : 200)))
    expect(world.to(20_000).available()).toBe('abdef')
  })

  it('as shares of failures: at least that share, whatever the others do', () => {
    const rates = {
      answers: Int32Array.of(50, 100, 50, 49, 60),
      good: Int32Array.of(8, 15, 7, 0, 60),
      counts: () => true,
    }
    const spec = { minHosts: 4, minRequests: 50, share: 0.85 }
    expect(failureOutliers(rates, spec)).toEqual([1, 2])
    expect(failureOutliers(rates, { ...spec, minHosts: 5 })).toEqual([])
    const world = worldOf(5, { consecutive5xx: 0, successRate: undefined, failureShare: { ...spec, minHosts: 1 } })
    answers(world, 3, ...times(50, reset))
    expect(world.to(10_000).available()).toBe('abce')
  })

  it('of a sample are judged as the definition says', () => {
    const entry = fc.record({
      answers: fc.integer({ min: 1, max: 200 }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    const property = fc.property(fc.array(entry, { maxLength: 12 }), entries => {
      const answers = Int32Array.from(entries, each => each.answers)
      const good = Int32Array.from(entries, each => Math.floor(each.answers * each.share))
      const busy = entries.flatMap((each, i) => (each.answers >= 100 ? [good[i] / answers[i]] : []))
      const mean = busy.reduce((sum, rate) => sum + rate, 0) / busy.length
      const deviation = Math.sqrt(busy.reduce((sum, rate) => sum + (rate - mean) ** 2, 0) / busy.length)
      const out = successOutliers({ answers, good, counts: () => true }, envoy.outlier.successRate!)
      expect(out).toEqual(
        busy.length < 5
          ? []
          : entries.flatMap((each, i) =>
              each.answers >= 100 && good[i] / answers[i] < mean - 1.9 * deviation ? [i] : [],
            ),
      )
    })
    fc.assert(property, { seed: 1, numRuns: 300 })
  })
})
