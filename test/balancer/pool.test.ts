import { expect, it } from 'vitest'
import { BackendPool, blocks } from '../../src/balancer/pool.js'

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
  expect([pool.inFlight, pool.available].map(column => [...column])).toEqual([
    [0, 0],
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
