import { describe, expect, it } from 'vitest'
import { held, refused as nobody } from '../../../src/balancer/balancer.js'
import { nginxRetry } from '../../../src/model/products.js'
import { outcome } from '../../strategies/test-pool.js'
import { backend, ok, refused } from '../test-balancer.js'
import { TestWorld } from '../test-world.js'

const hedge = { afterMs: 50, max: 1 }
const three = ['a', 'b', 'c'].map(name => backend(name))
const cancelled = outcome({ cause: 'cancelled', status: 0 })

describe('hedging', () => {
  it('asks for a second try after the time, elsewhere, and counts who was first', () => {
    for (const winner of [0, 1]) {
      const world = new TestWorld(three, { hedge })
      const flight = world.open()
      world.onHedge = () => expect(flight.next(world.nowMs)).toBe(1)
      expect([flight.next(0), world.balancer.nextMs()]).toEqual([0, 50])
      expect(world.to(1000).asked).toEqual(['50 hedge 1'])
      flight.ended(winner, ok, 1000)
      flight.ended(1 - winner, cancelled, 1000)
      flight.close(1000)
      expect(world.balancer.stats).toMatchObject({ retries: 0, hedges: 1, hedgesWon: winner })
      expect([0, 1, 2].map(i => world.balancer.inFlight(i))).toEqual([0, 0, 0])
      expect(world.balancer.nextMs()).toBe(Infinity)
    }
  })

  it.each([1, 2, 3])('comes up to %i times, each after the same time again', max => {
    const backends = ['a', 'b', 'c', 'd', 'e'].map(name => backend(name))
    const world = new TestWorld(backends, { hedge: { afterMs: 50, max } })
    const flight = world.open()
    world.onHedge = () => flight.next(world.nowMs)
    flight.next(0)
    expect(world.to(1000).asked).toEqual(Array.from({ length: max }, (_, k) => `${50 * (k + 1)} hedge 1`))
    expect(flight.tries).toBe(1 + max)
  })

  it('does not come where the answer did, nor for what cannot be sent twice', () => {
    const world = new TestWorld(three, { hedge })
    const [one, post, gone] = [world.open(), world.open({ repeatable: false }), world.open()]
    one.ended(one.next(0), ok, 20)
    post.next(0)
    gone.next(0)
    gone.close(30)
    expect([world.balancer.nextMs(), world.to(500).asked]).toEqual([Infinity, []])
  })

  it('takes no retry away, and a retry begins the wait anew', () => {
    const world = new TestWorld(three, { hedge, retry: nginxRetry(1) })
    const flight = world.open()
    world.onHedge = () => expect(flight.next(world.nowMs)).toBeGreaterThan(0)
    expect(flight.next(0)).toBe(0)
    world.to(40)
    flight.ended(0, refused, 40)
    expect([flight.retries(refused, 40), flight.next(40)]).toEqual([true, 1])
    expect(world.to(1000).asked).toEqual(['90 hedge 1'])
    expect(flight.tries).toBe(3)
    expect(world.balancer.stats).toMatchObject({ retries: 1, hedges: 1 })
    flight.ended(2, refused, 1000)
    expect(flight.retries(refused, 1000)).toBe(false)
  })

  it('waits for nothing: neither in the queue nor before others', () => {
    const backends = [backend('a', { maxRequests: 1 }), backend('b', { maxRequests: 1 })]
    const world = new TestWorld(backends, { hedge, queue: { limit: 9, timeoutMs: 10_000 } })
    const [one, two, three_] = [world.open(), world.open(), world.open()]
    const seen: number[] = []
    world.onHedge = () => seen.push(one.next(world.nowMs))
    expect([one.next(0), two.next(30), three_.next(40)]).toEqual([0, 1, held])
    world.to(60)
    expect(seen).toEqual([nobody])
    expect(world.balancer.stats).toMatchObject({ hedges: 0, queued: 1, shed: 0 })
  })
})
