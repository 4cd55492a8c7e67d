import { describe, expect, it } from 'vitest'
import type { SlowStartSpec } from '../../../src/model/balancer-spec.js'
import { productHealth } from '../../../src/model/products.js'
import type { Pool, Strategy } from '../../../src/strategies/strategy.js'
import { backend, refused } from '../test-balancer.js'
import { TestWorld } from '../test-world.js'

const spec: SlowStartSpec = { windowMs: 10_000, minShare: 0.1, aggression: 1, steps: 5 }

/** A strategy that shows its pool, and what it is told of it. */
function glass(changes: Partial<Strategy> = {}) {
  const told: string[] = []
  const shown: { pool?: Pool } = {}
  const start: Strategy['start'] = pool => {
    shown.pool = pool
    return {
      pick: () => pool.available.indexOf(1),
      changed: i => told.push(`${i} ${pool.available[i]} ${pool.weight[i]}`),
    }
  }
  const strategy: Strategy = { name: 'glass', summary: '', reference: '', family: 'own', knows: [], start, ...changes }
  return { strategy, told, pool: () => shown.pool! }
}

const leaveAndJoin = [
  { atMs: 1000, backend: 1, kind: 'leave' },
  { atMs: 2000, backend: 1, kind: 'join' },
] as const

describe('slow start', () => {
  const two = [backend('a', { weight: 3 }), backend('b', { weight: 2 })]

  it('begins with the least share and grows in steps, not at the start of the run', () => {
    const { strategy, pool } = glass()
    const world = new TestWorld(two, { slowStart: spec, changes: leaveAndJoin }, { strategy })
    expect([pool().weightScale, ...pool().weight]).toEqual([256, 768, 512])
    const shares = [1999, 2000, 3999, 4000, 6000, 8000, 10_000, 11_999, 12_000].map(at => {
      world.to(at)
      return pool().weight[1]
    })
    // 10 % of 512 is 51; then 20, 40, 60, 80 % and all.
    expect(shares).toEqual([512, 51, 51, 102, 205, 307, 410, 410, 512])
    expect([world.balancer.nextMs(), pool().weight[0]]).toEqual([Infinity, 768])
  })

  it('is told to the strategy, backend by backend', () => {
    const { strategy, told } = glass()
    new TestWorld(two, { slowStart: { ...spec, steps: 2 }, changes: leaveAndJoin }, { strategy }).to(20_000)
    expect(told).toEqual(['1 0 512', '1 1 512', '1 1 51', '1 1 256', '1 1 512'])
  })

  it.each([
    [1, [26, 64, 128, 192, 256]],
    // (k / 4) ^ (1 / 2): 0, 0.5, 0.71, 0.87, 1.
    [2, [26, 128, 181, 222, 256]],
    [0.5, [26, 26, 64, 144, 256]],
  ])('aggression %d: %j', (aggression, expected) => {
    const { strategy, pool } = glass()
    const slowStart = { ...spec, aggression, steps: 4 }
    const world = new TestWorld([backend('a'), backend('b')], { slowStart, changes: leaveAndJoin }, { strategy })
    expect([2000, 4500, 7000, 9500, 12_000].map(at => world.to(at) && pool().weight[1])).toEqual(expected)
  })

  it('begins anew where the backend goes away meanwhile', () => {
    const { strategy, pool } = glass()
    const again = [3, 4].map(at => ({ atMs: 1000 * at, backend: 1, kind: at === 3 ? 'leave' : 'join' }) as const)
    const world = new TestWorld(two, { slowStart: spec, changes: [...leaveAndJoin, ...again] }, { strategy })
    expect([4000, 5999, 6000, 14_000].map(at => world.to(at) && pool().weight[1])).toEqual([51, 51, 102, 512])
  })

  it('comes after a ban, and after checks', () => {
    const { strategy, pool } = glass()
    const banned = new TestWorld(two, { health: productHealth.nginx, slowStart: spec }, { strategy })
    const flight = banned.open()
    flight.ended(flight.next(0), refused, 0)
    expect([...pool().available]).toEqual([0, 1])
    banned.open().next(11_000)
    expect([...pool().weight]).toEqual([77, 512])

    const active = { ...productHealth.haproxy.active, fall: 1, rise: 1 }
    const checked = new TestWorld(two, { health: { ...productHealth.none, active }, slowStart: spec }, { strategy })
    checked.healthy = () => checked.nowMs !== 2000
    expect([2000, 4000].map(at => checked.to(at) && [pool().available[0], pool().weight[0]])).toEqual([
      [0, 768],
      [1, 77],
    ])
  })

  it('leaves weights alone that are laid out once', () => {
    const { strategy, pool } = glass({ fixedWeights: true })
    const world = new TestWorld(two, { slowStart: spec, changes: leaveAndJoin }, { strategy })
    world.to(2000)
    expect([pool().weightScale, ...pool().weight]).toEqual([1, 3, 2])
  })

  it('is coarser where weights are so large that they would not fit', () => {
    const { strategy, pool } = glass()
    const heavy = Array.from({ length: 20 }, () => backend('a', { weight: 1_000_000 }))
    new TestWorld(heavy, { slowStart: spec }, { strategy })
    const total = pool().weight.reduce((sum, weight) => sum + weight, 0)
    expect([pool().weightScale, total]).toEqual([64, 64 * 20_000_000])
  })
})

describe('weights', () => {
  it('change as the operator says, within slow start too', () => {
    const { strategy, pool } = glass()
    const changes = [...leaveAndJoin, { atMs: 5000, backend: 1, kind: 'weight', weight: 10 }] as const
    const world = new TestWorld([backend('a'), backend('b')], { slowStart: spec, changes }, { strategy })
    expect([4000, 5000, 12_000].map(at => world.to(at) && pool().weight[1])).toEqual([51, 512, 2560])
    const plain = glass()
    new TestWorld([backend('a'), backend('b')], { changes }, { strategy: plain.strategy }).to(5000)
    expect(plain.told.at(-1)).toBe('1 1 10')
  })
})
