import { describe, expect, it } from 'vitest'
import { type Flight, held, refused as nobody, shed } from '../../../src/balancer/balancer.js'
import type { BalancerSpec } from '../../../src/model/balancer-spec.js'
import { productHealth } from '../../../src/model/products.js'
import { backend, ok, refused } from '../test-balancer.js'
import { TestWorld, type WorldSettings } from '../test-world.js'

const queue = { limit: 100, timeoutMs: 500 }

function worldOf(limits: readonly number[], spec: Partial<BalancerSpec> = {}, settings: WorldSettings = {}) {
  const backends = limits.map((maxRequests, i) => backend('abc'[i], { maxRequests }))
  const world = new TestWorld(backends, { queue, ...spec }, settings)
  const flights: Flight[] = []
  /** Where each of so many new requests goes: a name, "-" where it waits, "!" where it is shed, "0" where it is refused. */
  const arrive = (count: number) =>
    Array.from({ length: count }, () => {
      const flight = world.open({ client: `10.0.0.${flights.length}` })
      flights.push(flight)
      return nameOf(world, flight.next(world.nowMs))
    }).join('')
  const end = (ticket: number, at: number) => {
    flights[ticket - 1].ended(at, ok, world.nowMs)
    flights[ticket - 1].close(world.nowMs)
  }
  return { world, flights, arrive, end }
}

function nameOf(world: TestWorld, backend: number): string {
  return world.balancer.names[backend] ?? { [held]: '-', [shed]: '!', [nobody]: '0' }[backend]!
}

describe('limits', () => {
  /** haproxy-2.6.12-behaviours.json: first_maxconn2_8_held and leastconn_maxconn2x2_6_held. */
  it.each([
    ['haproxy-lc', [2, 2], 6, 'abab--'],
    ['rr', [2, 2, 2], 8, 'abcabc--'],
  ])('%s over %j: %i requests go %s', (strategy, limits, count, expected) => {
    const { world, arrive } = worldOf(limits, {}, { strategy })
    expect(arrive(count)).toBe(expected)
    expect(world.balancer.stats).toMatchObject({ queued: 2, shed: 0 })
  })

  it('shed what is above where there is no queue, and refuse where nobody is up', () => {
    const { world, arrive } = worldOf([1, 1], { queue: undefined })
    expect(arrive(4)).toBe('ab!!')
    expect(world.balancer.stats.shed).toBe(2)
    const down = [backend('a', { down: true, maxRequests: 1 })]
    expect(new TestWorld(down, { queue }).open().next(0)).toBe(nobody)
  })

  it('are no limits where they are 0', () => {
    expect(worldOf([1, 0]).arrive(6)).toBe('abbbbb')
  })

  it('leave a place to the next', () => {
    const { arrive, end } = worldOf([1, 1], { queue: undefined })
    arrive(2)
    end(2, 1)
    expect(arrive(2)).toBe('b!')
  })
})

describe('the queue', () => {
  it('gives a place to who came first; nobody who comes later overtakes', () => {
    const { world, flights, arrive, end } = worldOf([1, 1])
    expect(arrive(4)).toBe('ab--')
    // The world asks again only after the call, and another request comes in between.
    world.nowMs = 100
    end(1, 0)
    expect(world.asked).toEqual(['100 resume 3'])
    expect(arrive(1)).toBe('-')
    expect([2, 3].map(i => nameOf(world, flights[i].next(100)))).toEqual(['a', '-'])
    world.nowMs = 150
    end(2, 1)
    end(3, 0)
    expect(world.asked.slice(1)).toEqual(['150 resume 4', '150 resume 5'])
    expect([3, 4].map(i => nameOf(world, flights[i].next(150)))).toEqual(['b', 'a'])
    expect(world.balancer.stats).toMatchObject({ queued: 3, queuedMs: 100 + 150 + 50, queueTimeouts: 0 })
    expect(world.balancer.nextMs()).toBe(Infinity)
  })

  it('sheds who has waited too long, at its time', () => {
    const { world, flights, arrive } = worldOf([1])
    world.onResume = ticket => expect(flights[ticket - 1].next(world.nowMs)).toBe(shed)
    arrive(1)
    world.nowMs = 10
    expect(arrive(1)).toBe('-')
    expect(world.balancer.nextMs()).toBe(510)
    expect(world.to(600).asked).toEqual(['510 resume 2'])
    expect(world.balancer.stats).toMatchObject({ queued: 1, queuedMs: 500, queueTimeouts: 1, shed: 0 })
    expect(world.balancer.nextMs()).toBe(Infinity)
  })

  it('has so many places and no more', () => {
    const { world, arrive } = worldOf([1], { queue: { ...queue, limit: 2 } })
    expect(arrive(5)).toBe('a--!!')
    expect(world.balancer.stats).toMatchObject({ queued: 2, shed: 2 })
  })

  it('forgets who left', () => {
    const { world, flights, arrive, end } = worldOf([1], { queue: { ...queue, limit: 2 } })
    expect(arrive(3)).toBe('a--')
    flights[1].close(5)
    expect(arrive(1)).toBe('-')
    end(1, 0)
    expect(world.asked).toEqual(['0 resume 3'])
    // Who was called and leaves instead gives its place to the next.
    flights[2].close(6)
    expect(world.asked).toEqual(['0 resume 3', '0 resume 4'])
    flights[3].close(7)
    expect(world.balancer.nextMs()).toBe(Infinity)
  })

  it('lets a retry wait for another backend, and others go past it to the one it has tried', () => {
    const { world, flights, arrive, end } = worldOf([1, 1], {}, { retries: 1 })
    arrive(2)
    flights[0].ended(0, refused, 0)
    expect(flights[0].retries(refused, 0)).toBe(true)
    expect(nameOf(world, flights[0].next(0))).toBe('-')
    expect(arrive(1)).toBe('-')
    // There is a place at a, which this one may take: it is called as soon as there is time.
    expect(world.to(0).asked).toEqual(['0 resume 3'])
    expect(nameOf(world, flights[2].next(0))).toBe('a')
    end(2, 1)
    expect(world.asked).toEqual(['0 resume 3', '0 resume 1'])
    expect(nameOf(world, flights[0].next(0))).toBe('b')
  })

  it('is served when a backend comes back', () => {
    const health = { ...productHealth.nginx }
    const { world, flights, arrive } = worldOf(
      [1, 1],
      { health, queue: { limit: 9, timeoutMs: 60_000 } },
      { retries: 0 },
    )
    arrive(1)
    flights[0].ended(0, refused, 0)
    flights[0].close(0)
    expect(arrive(2)).toBe('b-')
    // a is banned to the end of second 10.
    expect(world.to(11_000).asked).toEqual(['11000 resume 3'])
    expect(nameOf(world, flights[2].next(11_000))).toBe('a')
  })

  it('asks backups before it lets anybody wait', () => {
    const backends = [backend('a', { maxRequests: 1 }), backend('b', { maxRequests: 1, backup: true })]
    const world = new TestWorld(backends, { queue })
    expect([1, 2, 3].map(() => world.open().next(0))).toEqual([0, 1, held])
  })
})

describe('breakers', () => {
  const none = { maxRequests: Infinity, maxPending: Infinity, maxRetries: Infinity }

  it('shed requests above what may be at backends, and above what may wait', () => {
    const { world, flights, arrive } = worldOf([0, 0], { queue: undefined, breaker: { ...none, maxRequests: 3 } })
    expect(arrive(5)).toBe('aba!!')
    flights[0].ended(0, ok, 0)
    flights[0].close(0)
    expect(arrive(2)).toBe('b!')
    expect(world.balancer.stats.shed).toBe(3)
    expect(worldOf([1], { breaker: { ...none, maxPending: 1 } }).arrive(3)).toBe('a-!')
  })

  it('forbid retries above what may be under way', () => {
    const { world, flights, arrive } = worldOf([0, 0], { breaker: { ...none, maxRetries: 1 } }, { retries: 1 })
    arrive(2)
    flights[0].ended(0, refused, 0)
    flights[1].ended(1, refused, 0)
    expect([0, 1].map(i => flights[i].retries(refused, 0))).toEqual([true, false])
    expect(flights[0].next(0)).toBe(1)
    expect(world.balancer.stats).toMatchObject({ retries: 1, retriesDenied: 1 })
  })
})
