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

it('makes a backend available only when the last block is gone, and says when that changes', () => {
  const pool = new BackendPool(entries)
  expect(pool.block(0, blocks.banned)).toBe(true)
  expect(pool.block(0, blocks.tried)).toBe(false)
  expect(pool.block(0, blocks.banned)).toBe(false)
  expect(pool.unblock(0, blocks.tried)).toBe(false)
  expect([...pool.available]).toEqual([0, 1])
  expect(pool.isBlocked(0, blocks.banned)).toBe(true)
  expect(pool.isBlocked(0, blocks.tried)).toBe(false)
  expect(pool.unblock(0, blocks.banned)).toBe(true)
  expect(pool.unblock(0, blocks.banned)).toBe(false)
  expect([...pool.available]).toEqual([1, 1])
})
