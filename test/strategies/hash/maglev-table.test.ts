import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createMaglevFill, takeTurns } from '../../../src/strategies/hash/maglev-table.js'
import file from '../data/envoy-model-ring_hash-maglev.json' with { type: 'json' }
import { testPool } from '../test-pool.js'
import { xxHash64 } from './xxhash64-reference.js'

const vector = file.maglev_test_vector

describe('the table of maglev', () => {
  it("is the one of Envoy's unit tests", () => {
    const pool = { ...testPool([1, 1, 1, 1, 1, 1]), addresses: vector.hosts }
    const table = new Int32Array(vector.table_size)
    createMaglevFill(pool, vector.table_size)(table, pool.up)
    expect([...table].map(host => vector.hosts[host])).toEqual(vector.table)
  })

  it('gives five equal hosts of 65,537 entries what the model gave them', () => {
    const pool = testPool([1, 1, 1, 1, 1])
    const table = new Int32Array(65_537)
    createMaglevFill(pool, table.length)(table, pool.up)
    const counts = pool.addresses.map((_, i) => table.filter(host => host === i).length)
    expect(counts).toEqual(Object.values(file.maglev_65537.entries_per_host))
  })

  it('is what Envoy fills, who asks each host in each round', () => {
    const hosts = fc.array(fc.tuple(fc.integer({ min: 1, max: 90 }), fc.constantFrom(1, 1, 1, 0)), {
      minLength: 1,
      maxLength: 40,
    })
    const property = fc.property(hosts, fc.constantFrom(2, 7, 251), (list, size) => {
      const pool = testPool(list.map(([weight]) => weight))
      const isMember = Uint8Array.from(list, ([, member]) => member)
      const table = new Int32Array(size).fill(99)
      createMaglevFill(pool, size)(table, isMember)
      expect([...table]).toEqual(roundByRound(pool, isMember, size))
    })
    fc.assert(property, { seed: 1, numRuns: 200 })
  })
})

it('turns are the same in a heap, where one weighs many times the others', () => {
  const light = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 18, maxLength: 60 })
  let heaps = 0
  const property = fc.property(light, fc.constantFrom(1, 20, 1000, 100_000), (others, heavy) => {
    const weights = [...others.slice(9), heavy, ...others.slice(0, 9)]
    const sum = weights.reduce((total, each) => total + each, 0)
    const shares = weights.map(each => each / sum)
    if (Math.max(...shares) * shares.length > 16) heaps++
    const turns: number[] = []
    takeTurns(shares, 500, place => turns.push(place))
    expect(turns).toEqual(turnsOf(shares, 500))
  })
  fc.assert(property, { seed: 1, numRuns: 200 })
  expect(heaps).toBeGreaterThan(20)
})

/** Envoy's loop: rounds from 1 on, hosts in each; it multiplies, and compares what it multiplied. */
function turnsOf(shares: readonly number[], count: number): number[] {
  const [heaviest, target] = [Math.max(...shares), shares.map(() => 0)]
  const turns: number[] = []
  for (let round = 1; turns.length < count; round++)
    shares.forEach((share, place) => {
      if (turns.length === count || round * share < target[place]) return
      target[place] += heaviest
      turns.push(place)
    })
  return turns
}

function roundByRound(pool: ReturnType<typeof testPool>, isMember: Uint8Array, size: number): number[] {
  const hosts = [...pool.names.keys()]
    .filter(i => isMember[i] === 1)
    .sort((a, b) => (pool.addresses[a] < pool.addresses[b] ? -1 : 1))
  const table: number[] = Array(size).fill(-1)
  if (hosts.length === 0) return table
  const sum = hosts.reduce((total, i) => total + pool.weight[i], 0)
  const encoder = new TextEncoder()
  const permutations = hosts.map(i => {
    const [first, second] = [0n, 1n].map(seed => xxHash64(encoder.encode(pool.addresses[i]), seed))
    return { offset: Number(first % BigInt(size)), skip: Number(second % BigInt(size - 1)) + 1, next: 0 }
  })
  const shares = hosts.map(i => pool.weight[i] / sum)
  for (const place of turnsOf(shares, size)) {
    const mine = permutations[place]
    const entry = () => (mine.offset + mine.skip * mine.next) % size
    while (table[entry()] !== -1) mine.next++
    table[entry()] = hosts[place]
  }
  return table
}
