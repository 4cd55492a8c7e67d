import { describe, expect, it } from 'vitest'
import { held } from '../../../src/balancer/balancer.js'
import type { StickySpec } from '../../../src/model/balancer-spec.js'
import { nginxRetry } from '../../../src/model/products.js'
import { strategies } from '../../../src/strategies/index.js'
import { backend, ok, refused } from '../test-balancer.js'
import { TestWorld } from '../test-world.js'

const sticky: StickySpec = { by: 'table', cookie: 'SRV', ttlMs: Infinity, refresh: true, capacity: 1000 }
const three = ['a', 'b', 'c'].map(name => backend(name))

/** One request, answered at once: where it went, and the cookie it got. */
function visit(
  world: TestWorld,
  client: string,
  cookie = '',
): { readonly name: string; readonly set: string | undefined } {
  const flight = world.open({ client, cookie })
  const at = flight.next(world.nowMs)
  const set = flight.cookieFor(at)
  if (at >= 0) flight.ended(at, ok, world.nowMs)
  flight.close(world.nowMs)
  return { name: world.balancer.names[at] ?? 'nobody', set }
}

/** Backend b is away from 1 s to 2 s. */
const bAway = [
  { atMs: 1000, backend: 1, kind: 'leave' },
  { atMs: 2000, backend: 1, kind: 'join' },
] as const

describe('a cookie', () => {
  const spec = { sticky: { ...sticky, by: 'cookie' } as const }

  /** haproxy-2.6.12-behaviours.json, cookie_insert_indirect_nocache. */
  it('names the backend: set where there is none or an unknown one, and not again', () => {
    const world = new TestWorld(three, spec)
    expect(visit(world, '1')).toEqual({ name: 'a', set: 'a' })
    expect([1, 2, 3].map(() => visit(world, '1', 'a'))).toEqual(Array(3).fill({ name: 'a', set: undefined }))
    expect(visit(world, '1', 'nobody')).toEqual({ name: 'b', set: 'b' })
    expect(world.balancer.stats).toMatchObject({ sessionsBound: 2, sessionsKept: 3, sessionsBroken: 0 })
  })

  it('is renewed with each answer where it has to last from then', () => {
    const world = new TestWorld(three, { sticky: { ...spec.sticky, ttlMs: 1000 } })
    expect(visit(world, '1', 'a')).toEqual({ name: 'a', set: 'a' })
    const once = new TestWorld(three, { sticky: { ...spec.sticky, ttlMs: 1000, refresh: false } })
    expect(visit(once, '1', 'a')).toEqual({ name: 'a', set: undefined })
  })

  it('of a backend that is away is replaced: the session is broken', () => {
    const world = new TestWorld(three, { ...spec, changes: bAway })
    world.to(1500)
    expect(visit(world, '1', 'b')).toEqual({ name: 'a', set: 'a' })
    expect(world.balancer.stats).toMatchObject({ sessionsBound: 0, sessionsKept: 0, sessionsBroken: 1 })
  })
})

describe('a table', () => {
  it('brings each client back, and rebinds those whose backend is away, for good', () => {
    const world = new TestWorld(three, { sticky, changes: bAway })
    const all = () => ['1', '2', '3', '4', '5', '6'].map(client => visit(world, client).name).join('')
    expect([all(), all()]).toEqual(['abcabc', 'abcabc'])
    const rebound = world.to(1500) && all()
    expect(rebound).toMatch(/^a[ac]ca[ac]c$/)
    expect(world.to(2500) && all()).toBe(rebound)
    expect(world.balancer.stats).toMatchObject({ sessionsBound: 6, sessionsKept: 6 + 4 + 6, sessionsBroken: 2 })
  })

  it('still serves the sessions of one that drains, and gives it no new ones', () => {
    const world = new TestWorld(three, { sticky, changes: [{ atMs: 1000, backend: 1, kind: 'drain' }] })
    expect(['1', '2', '3'].map(client => visit(world, client).name)).toEqual(['a', 'b', 'c'])
    world.to(1000)
    expect(visit(world, '2').name).toBe('b')
    expect(Array.from({ length: 9 }, (_, i) => visit(world, `new ${i}`).name)).not.toContain('b')
  })

  it.each([
    [true, 'kept kept bound'],
    [false, 'kept bound bound'],
  ])('forgets, with refresh %s', (refresh, expected) => {
    const world = new TestWorld(three, { sticky: { ...sticky, ttlMs: 1000, refresh } })
    visit(world, '1')
    const seen = [600, 1200, 2200].map(at => {
      const before = world.balancer.stats.sessionsKept
      world.to(at)
      visit(world, '1')
      return world.balancer.stats.sessionsKept > before ? 'kept' : 'bound'
    })
    expect(seen.join(' ')).toBe(expected)
  })

  it('has room for so many, and forgets who was unseen for longest', () => {
    const world = new TestWorld(three, { sticky: { ...sticky, capacity: 2 } })
    for (const client of ['1', '2', '1', '3', '1', '2']) visit(world, client)
    // 3 makes 2 go, and not 1, which was seen since.
    expect(world.balancer.stats).toMatchObject({ sessionsBound: 4, sessionsKept: 2 })
  })

  it('binds a client to who served it in the end, and counts one break a request', () => {
    const world = new TestWorld(three, { sticky, retry: nginxRetry(2) })
    const failing = (...fail: string[]) => {
      const flight = world.open({ client: '1' })
      for (;;) {
        const at = flight.next(0)
        if (!fail.includes(world.balancer.names[at])) {
          flight.ended(at, ok, 0)
          flight.close(0)
          return world.balancer.names[at]
        }
        flight.ended(at, refused, 0)
        flight.retries(refused, 0)
      }
    }
    // A new client's first backends refuse: nothing was broken.
    expect(failing('a', 'b')).toBe('c')
    expect(world.balancer.stats).toMatchObject({ sessionsBound: 1, sessionsKept: 0, sessionsBroken: 0 })
    expect([failing(), failing('c', 'a')]).toEqual(['c', 'b'])
    expect(world.balancer.stats).toMatchObject({ sessionsBound: 1, sessionsKept: 2, sessionsBroken: 1 })
    expect(failing()).toBe('b')
  })

  it('has a session wait for its own backend while that is full', () => {
    const backends = ['a', 'b'].map(name => backend(name, { maxRequests: 1 }))
    const world = new TestWorld(backends, { sticky, queue: { limit: 9, timeoutMs: 1000 } })
    const [one, again, other] = ['1', '1', '2'].map(client => world.open({ client }))
    expect([one.next(0), again.next(0)]).toEqual([0, held])
    // b is free, and not for this one; whoever comes now may have it, at once though not at the first asking.
    world.onResume = ticket => ticket === 3 && expect(other.next(0)).toBe(1)
    expect(other.next(0)).toBe(held)
    expect(world.to(0).asked).toEqual(['0 resume 3'])
    one.ended(0, ok, 5)
    expect([world.asked.at(-1), again.next(5)]).toEqual(['0 resume 2', 0])
    const without = new TestWorld(backends, { sticky })
    expect([without.open({ client: '1' }).next(0), without.open({ client: '1' }).next(0)]).toEqual([0, 1])
    // Nobody can wait there: it goes elsewhere, and its session with it.
    expect(without.balancer.stats.sessionsBroken).toBe(1)
  })
})

describe('the hash of a client', () => {
  const spec = { sticky: { ...sticky, by: 'client' } as const }
  const clients = Array.from({ length: 600 }, (_, i) => `10.0.${i >> 8}.${i & 255}`)
  const all = (world: TestWorld) => clients.map(client => visit(world, client).name)

  it('moves only those whose backend is away, and they return', () => {
    const world = new TestWorld(three, { ...spec, changes: bAway })
    const [before, away, after] = [all(world), all(world.to(1500)), all(world.to(2500))]
    expect(after).toEqual(before)
    expect(away).not.toContain('b')
    expect(away.filter((_, i) => before[i] !== 'b')).toEqual(before.filter(name => name !== 'b'))
    expect(new Set(away.filter((_, i) => before[i] === 'b'))).toEqual(new Set(['a', 'c']))
    expect(world.balancer.stats).toMatchObject({ sessionsKept: 1800, sessionsBroken: 0 })
  })

  it("is over those in the pool: who is down is nobody's home, and a home that fails breaks the session", () => {
    const down = new TestWorld([backend('a'), backend('b', { down: true }), backend('c')], spec)
    all(down)
    expect(down.balancer.stats).toMatchObject({ sessionsKept: 600, sessionsBroken: 0 })
    const world = new TestWorld(three, { ...spec, retry: nginxRetry(1) })
    const flight = world.open({ client: clients[0] })
    const home = flight.next(0)
    flight.ended(home, refused, 0)
    expect(flight.retries(refused, 0)).toBe(true)
    expect(flight.next(0)).not.toBe(home)
    expect(world.balancer.stats).toMatchObject({ sessionsKept: 1, sessionsBroken: 1 })
  })

  it('spreads clients by weight', () => {
    const world = new TestWorld([backend('a', { weight: 3 }), backend('b')], spec)
    const share = all(world).filter(name => name === 'a').length / clients.length
    // Binomial deviation 1.8 %; 4 of them.
    expect(Math.abs(share - 0.75)).toBeLessThan(0.072)
  })

  it('goes to backups where there is nobody else', () => {
    const world = new TestWorld([backend('a', { down: true }), backend('b', { backup: true })], spec)
    expect(visit(world, '1').name).toBe('b')
  })
})

describe('under any strategy', () => {
  it.each(strategies)('$name: sessions hold, and what is in flight adds up', ({ name }) => {
    const world = new TestWorld(three, { sticky }, { strategy: name })
    const clients = Array.from({ length: 12 }, (_, i) => `10.0.0.${i}`)
    const first = clients.map(client => visit(world, client).name)
    for (let round = 0; round < 5; round++) expect(clients.map(client => visit(world, client).name)).toEqual(first)
    expect([0, 1, 2].map(i => world.balancer.inFlight(i))).toEqual([0, 0, 0])
    expect(world.balancer.stats).toMatchObject({ sessionsBound: 12, sessionsKept: 60, sessionsBroken: 0 })
  })
})
