import { describe, expect, it } from 'vitest'
import { productHealth } from '../../../src/model/products.js'
import { backend, refused, send } from '../test-balancer.js'
import { TestWorld } from '../test-world.js'

const check = { ...productHealth.haproxy.active, fall: 1, rise: 1, intervalMs: 100, downIntervalMs: 100 }
const four = ['a', 'b', 'c', 'd'].map(name => backend(name))

function worldOf(panic: { belowShare: number; belowCount: number }, backends = four) {
  const world = new TestWorld(backends, { health: { ...productHealth.none, active: check, panic } })
  let sick = ''
  world.healthy = i => !sick.includes(world.balancer.names[i])
  let nowMs = 0
  return {
    world,
    /** Who may serve once these are sick. */
    when(names: string): string {
      sick = names
      nowMs += 200
      return world.to(nowMs).available()
    },
  }
}

describe('panic', () => {
  it('ignores health below the share, not at it', () => {
    const { world, when } = worldOf({ belowShare: 0.5, belowCount: 0 })
    expect([when('a'), when('ab'), when('abc'), when('abcd'), when('ab'), when('')]).toEqual([
      ...['bcd', 'cd', 'abcd', 'abcd', 'cd', 'abcd'],
    ])
    expect(world.balancer.stats.panicPicks).toBe(0)
  })

  it('below the count: with 1, as ALB fails open where none is healthy', () => {
    const { world, when } = worldOf(productHealth['aws-alb'].panic)
    expect([when('abc'), when('abcd'), when('bcd')]).toEqual(['d', 'abcd', 'a'])
    when('abcd')
    for (let k = 0; k < 6; k++) send(world.balancer, new Set(), world.nowMs)
    expect(world.balancer.stats.panicPicks).toBe(6)
  })

  it('never without a threshold', () => {
    const { when } = worldOf({ belowShare: 0, belowCount: 0 })
    expect(when('abcd')).toBe('')
  })

  it('is of those in the pool: down, left and draining ones are none', () => {
    const changes = [
      { atMs: 50, backend: 1, kind: 'leave' },
      { atMs: 50, backend: 2, kind: 'drain' },
    ] as const
    const backends = [...four, backend('e', { down: true })]
    const health = { ...productHealth.none, active: check, panic: { belowShare: 0.6, belowCount: 0 } }
    const world = new TestWorld(backends, { health, changes })
    world.healthy = i => i !== 0
    // One of two healthy: below 60 %. Neither b, which left, nor c, which drains, nor e come back for that.
    expect(world.to(300).available()).toBe('ad')
  })

  it('waits until no tier is sound: backups first', () => {
    const backends = [...four, backend('e', { backup: true })]
    const { world, when } = worldOf({ belowShare: 0.5, belowCount: 0 }, backends)
    expect(when('abcd')).toBe('e')
    expect(send(world.balancer, new Set(), world.nowMs)).toBe('e')
    expect(when('abcde')).toBe('abcde')
    expect(send(world.balancer, new Set(), world.nowMs)).toBe('a')
  })

  it('ignores bans as well, and what a request has tried it does not get again', () => {
    const backends = [backend('a'), backend('b')]
    const health = { ...productHealth.nginx, panic: { belowShare: 0, belowCount: 1 } }
    const world = new TestWorld(backends, { health }, { retries: 9 })
    const closed = new Set(['a', 'b'])
    expect([1, 2].map(() => send(world.balancer, closed))).toEqual(['a>b', 'b>a'])
    expect(world.balancer.stats).toMatchObject({ markedDown: 2, panicPicks: 2 })
    const flight = world.open()
    flight.ended(flight.next(0), refused, 0)
    flight.ended(flight.next(0), refused, 0)
    expect(flight.next(0)).toBe(-1)
  })
})
