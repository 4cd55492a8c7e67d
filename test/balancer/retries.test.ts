import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { held } from '../../src/balancer/balancer.js'
import { backoffOf } from '../../src/balancer/requests/backoff.js'
import type { RetrySpec } from '../../src/model/balancer-spec.js'
import { envoyBudget, nginxRetry, productHealth, productRetry } from '../../src/model/products.js'
import { randomStream } from '../../src/model/random.js'
import type { Cause } from '../../src/strategies/strategy.js'
import { outcome } from '../strategies/test-pool.js'
import { backend, ok, refused } from './test-balancer.js'
import { TestWorld } from './test-world.js'

const three = ['a', 'b', 'c'].map(name => backend(name))
const status = (value: number) => outcome({ status: value })
const failure = (cause: Cause) => outcome({ cause, failed: true, status: 0 })

/** Whether a request whose first try ended like that is tried again. */
function retriesAfter(retry: RetrySpec, how = refused, repeatable = true, backends = three): boolean {
  const world = new TestWorld(backends, { retry })
  const flight = world.open({ repeatable })
  flight.ended(flight.next(0), how, 0)
  return flight.retries(how, 0)
}

const on = (...conditions: RetrySpec['on']) => ({ ...nginxRetry(1), on: conditions })

describe('a retry', () => {
  it.each([
    ['nginx', nginxRetry(1), 'connect reset timeout invalid'],
    ['haproxy', productRetry.haproxy, 'connect'],
    ['envoy', productRetry.envoy, 'connect reset 502 503 504'],
    ['none', productRetry.none, ''],
    ['5xx', on('5xx'), '500 502 503 504'],
    ['a status', on(429, 500), '429 500'],
  ])('is for the ends that are named: %s', (_, retry, expected) => {
    const causes = (['connect', 'reset', 'timeout', 'invalid'] as const).filter(each =>
      retriesAfter(retry, failure(each)),
    )
    const statuses = [200, 404, 429, 500, 502, 503, 504].filter(each => retriesAfter(retry, status(each)))
    expect([...causes, ...statuses].join(' ')).toBe(expected)
    expect(retriesAfter(retry, outcome({ cause: 'cancelled', status: 0 }))).toBe(false)
  })

  it('of what is not repeatable comes only where nobody can have seen it', () => {
    const retry = on('connect', 'reset', 503)
    const ends = [failure('connect'), failure('reset'), status(503)]
    expect(ends.map(end => retriesAfter(retry, end, false))).toEqual([true, false, false])
  })

  it('needs another backend in the pool', () => {
    expect(retriesAfter(on(503), status(503), true, [backend('a')])).toBe(false)
    expect(retriesAfter(on(503), status(503), true, [backend('a'), backend('b', { down: true })])).toBe(false)
  })

  it('comes as often as it may', () => {
    const world = new TestWorld(three, { retry: nginxRetry(1) })
    const flight = world.open()
    flight.ended(flight.next(0), refused, 0)
    expect([flight.retries(refused, 0), flight.next(0)]).toEqual([true, 1])
    flight.ended(1, refused, 0)
    expect(flight.retries(refused, 0)).toBe(false)
    expect(world.balancer.stats.retries).toBe(1)
  })
})

describe('an answer that is tried elsewhere', () => {
  const spec = { retry: on(500), health: productHealth.nginx }

  it.each(['before', 'after'])('counts for max_fails, told %s the try has ended', when => {
    const world = new TestWorld(three, spec)
    const flight = world.open()
    const [first, bad] = [flight.next(0), status(500)]
    if (when === 'after') flight.ended(first, bad, 0)
    expect(flight.retries(bad, 0)).toBe(true)
    if (when === 'before') flight.ended(first, bad, 0)
    expect(world.available()).toBe('bc')
    // The second one is passed on: nginx has no try left, and counts nothing.
    const second = flight.next(0)
    flight.ended(second, bad, 0)
    expect(flight.retries(bad, 0)).toBe(false)
    flight.close(0)
    expect(world.available()).toBe('bc')
    expect(world.balancer.stats.markedDown).toBe(1)
  })

  it('counts for nothing where only failures are tried elsewhere', () => {
    const world = new TestWorld(three, { ...spec, retry: nginxRetry(2) })
    const flight = world.open()
    flight.ended(flight.next(0), status(500), 0)
    expect([flight.retries(status(500), 0), world.available()]).toEqual([false, 'abc'])
  })

  it('is blamed on its own backend, whoever moves in between', () => {
    const world = new TestWorld(three, spec)
    const [one, two] = [world.open(), world.open()]
    const [a, b] = [one.next(0), two.next(0)]
    expect(one.retries(status(500), 0)).toBe(true)
    two.ended(b, ok, 0)
    world.balancer.move(1, 77)
    world.balancer.ended(a, status(500), 0, 77)
    expect(world.available()).toBe('bc')
  })
})

describe('the budget', () => {
  const retry = { ...nginxRetry(2), budget: envoyBudget }

  it('is a share of what is under way, and the least at least', () => {
    for (const [requests, allowed] of [
      [5, 3],
      [15, 3],
      [20, 4],
      [24, 4],
      [50, 10],
    ]) {
      const world = new TestWorld(three, { retry })
      const flights = Array.from({ length: requests }, () => world.open())
      const backends = flights.map(flight => flight.next(0))
      const granted = flights.filter((flight, i) => {
        flight.ended(backends[i], refused, 0)
        return flight.retries(refused, 0)
      })
      expect(granted.length).toBe(allowed)
      expect(world.balancer.stats.retriesDenied).toBe(requests - allowed)
    }
  })

  it('has a retry back when it ends, when its request closes, and holds one through a second retry', () => {
    const world = new TestWorld(three, { retry: { ...retry, budget: { share: 0, min: 1 } } })
    const failing = () => {
      const flight = world.open()
      flight.ended(flight.next(0), refused, 0)
      return flight
    }
    const [one, two, three_] = [failing(), failing(), failing()]
    expect([one.retries(refused, 0), two.retries(refused, 0)]).toEqual([true, false])
    const second = one.next(0)
    // Judged by its head, before it has ended: the same unit goes on.
    expect(one.retries(refused, 0)).toBe(true)
    one.ended(second, refused, 0)
    expect(two.retries(refused, 0)).toBe(false)
    one.ended(one.next(0), ok, 0)
    expect(two.retries(refused, 0)).toBe(true)
    two.close(0)
    expect(three_.retries(refused, 0)).toBe(true)
  })
})

describe('backoff', () => {
  const retry = { ...nginxRetry(2), backoffMs: 25, maxBackoffMs: 250 }

  it('is uniform below base * (2^k - 1), at most the most', () => {
    const random = randomStream(1, 'test')
    for (const [k, most] of [
      [1, 25],
      [2, 75],
      [3, 175],
      [4, 250],
      [2000, 250],
    ]) {
      const waits = Array.from({ length: 400 }, () => backoffOf(retry, k, random))
      expect(Math.max(...waits)).toBeLessThan(most)
      expect(Math.max(...waits)).toBeGreaterThan(0.97 * most)
      // Standard deviation of the mean of 400: 1.44 % of the range; 4 of them.
      expect(Math.abs(waits.reduce((sum, wait) => sum + wait, 0) / 400 / most - 0.5)).toBeLessThan(0.06)
    }
  })

  it('holds the request, resumes it once, and takes nothing from the stream of the strategy', () => {
    const sequence = (backoffMs: number) => {
      const world = new TestWorld(three, { retry: { ...retry, backoffMs } }, { strategy: 'random', seed: 7 })
      return Array.from({ length: 30 }, () => {
        const flight = world.open()
        const first = flight.next(world.nowMs)
        flight.ended(first, refused, world.nowMs)
        expect(flight.retries(refused, world.nowMs)).toBe(true)
        if (backoffMs > 0) {
          const resumed = world.asked.length
          expect([flight.next(world.nowMs), flight.next(world.nowMs)]).toEqual([held, held])
          expect(world.balancer.nextMs()).toBeLessThan(world.nowMs + backoffMs)
          world.to(world.nowMs + backoffMs)
          expect(world.asked.length).toBe(resumed + 1)
        }
        const second = flight.next(world.nowMs)
        flight.ended(second, ok, world.nowMs)
        flight.close(world.nowMs)
        return [first, second]
      })
    }
    expect(sequence(25)).toEqual(sequence(0))
  })

  it('is off where the client leaves', () => {
    const world = new TestWorld(three, { retry })
    const flight = world.open()
    flight.ended(flight.next(0), refused, 0)
    flight.retries(refused, 0)
    flight.next(0)
    flight.close(1)
    expect([world.balancer.nextMs(), world.to(300).asked]).toEqual([Infinity, []])
  })

  it('never delays what is not tried again', () => {
    const outcomes = fc.integer({ min: 100, max: 499 })
    const property = fc.property(outcomes, value => {
      expect(retriesAfter({ ...retry, on: ['connect', '5xx'] }, status(value))).toBe(false)
    })
    fc.assert(property, { seed: 1, numRuns: 100 })
  })
})
