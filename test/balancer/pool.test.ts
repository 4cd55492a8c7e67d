import fc from 'fast-check'
import { expect, it } from 'vitest'
import { BackendPool, type Block, blocks } from '../../src/balancer/pool.js'

const entries = [
  { name: 'a', address: '127.0.0.1:1', weight: 2, maxFails: 1 },
  { name: 'b', address: '127.0.0.1:2', weight: 1, maxFails: 0 },
]

it('is a column a fact', () => {
  const pool = new BackendPool(entries)
  expect([pool.size, pool.names, pool.addresses]).toEqual([2, ['a', 'b'], ['127.0.0.1:1', '127.0.0.1:2']])
  expect([pool.weight, pool.maxFails].map(column => [...column])).toEqual([
    [2, 1],
    [1, 0],
  ])
  expect([pool.inFlight, pool.available, pool.up].map(column => [...column])).toEqual([
    [0, 0],
    [1, 1],
    [1, 1],
  ])
})

it('makes a backend available only when the last block is gone, and tells its watcher when that changes', () => {
  const pool = new BackendPool(entries)
  const told: string[] = []
  pool.watch(backend => told.push(`${backend}${pool.available[backend] === 1 ? '+' : '-'}`))
  pool.block(0, blocks.banned)
  pool.block(0, blocks.tried)
  pool.block(0, blocks.banned)
  pool.unblock(0, blocks.tried, 0)
  expect([...pool.available]).toEqual([0, 1])
  expect([blocks.banned, blocks.tried].map(why => pool.isBlocked(0, why))).toEqual([true, false])
  pool.block(1, blocks.tried)
  pool.unblock(0, blocks.banned, 0)
  pool.unblock(0, blocks.banned, 0)
  expect([...pool.available]).toEqual([1, 0])
  expect(told).toEqual(['0-', '1-', '0+'])
})

const { down, banned, tried, unhealthy, ejected, left, draining, full } = blocks

it.each([
  ['down', down, 0, 0],
  ['banned', banned, 0, 1],
  ['tried', tried, 1, 1],
  ['unhealthy', unhealthy, 0, 1],
  ['ejected', ejected, 0, 1],
  ['left', left, 0, 0],
  ['draining', draining, 0, 0],
  ['full', full, 1, 1],
] as const)('who is %s is up or not, and in panic', (_, why, up, upInPanic) => {
  const pool = new BackendPool(entries)
  pool.block(0, why)
  expect([...pool.up]).toEqual([up, 1])
  pool.ignoreHealth(true)
  expect([...pool.up]).toEqual([upInPanic, 1])
  pool.ignoreHealth(false)
  pool.unblock(0, why, 0)
  expect([...pool.up]).toEqual([1, 1])
})

it('tells its watcher of every change of either column, and of nothing else', () => {
  const step = fc.record({
    backend: fc.nat(1),
    why: fc.constantFrom<Block[]>(...Object.values(blocks)),
    off: fc.boolean(),
  })
  const property = fc.property(fc.array(fc.oneof(step, fc.boolean())), steps => {
    const pool = new BackendPool(entries)
    const columns = () => [0, 1].map(i => `${pool.available[i]}${pool.up[i]}`)
    let seen = columns()
    let told: number[] = []
    pool.watch(backend => told.push(backend))
    for (const each of steps) {
      if (typeof each === 'boolean') pool.ignoreHealth(each)
      else if (each.off) pool.unblock(each.backend, each.why, 0)
      else pool.block(each.backend, each.why)
      const now = columns()
      expect(told).toEqual([0, 1].filter(i => now[i] !== seen[i]))
      expect(now).not.toContain('10')
      expect(pool.availableCount).toBe(now.filter(each => each === '11').length)
      ;[seen, told] = [now, []]
    }
  })
  fc.assert(property, { seed: 1, numRuns: 300 })
})
