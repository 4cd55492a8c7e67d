import { describe, expect, it } from 'vitest'
import { maglev } from '../../../src/strategies/hash/maglev.js'
import { createMaglevFill } from '../../../src/strategies/hash/maglev-table.js'
import { ring } from '../../../src/strategies/hash/ring.js'
import type { Strategy } from '../../../src/strategies/strategy.js'
import file from '../data/envoy-model-ring_hash-maglev.json' with { type: 'json' }
import { anyRequest, setAvailable, setBusy, startWith, testPool } from '../test-pool.js'
import { hashOf } from './envoy-model.js'

/** Where the keys of the model go, with who of a to e is down. */
function mapping(strategy: Strategy, down = ''): string {
  const pool = testPool([1, 1, 1, 1, 1])
  const chooser = startWith(strategy, pool)
  for (const name of down) setAvailable(chooser, pool, pool.names.indexOf(name), false)
  return file.keys.map(client => pool.names[chooser.pick({ ...anyRequest, client }, 0)]).join('')
}

describe("Envoy's model maps 50 keys so", () => {
  it.each([
    [ring, '', file.ring_hash_default_1024.mapping],
    [maglev, '', file.maglev_65537.mapping],
    [maglev, 'b', file.maglev_b_removed.mapping],
  ])('$0.name without "$1"', (strategy, down, expected) => expect(mapping(strategy, down)).toBe(expected))
})

/** Of 40,000 keys the part that is served elsewhere once b of five is gone, and b's own part. */
function remapped(strategy: Strategy) {
  const pool = testPool([1, 1, 1, 1, 1])
  const chooser = startWith(strategy, pool)
  const map = () => Array.from({ length: 40_000 }, (_, i) => chooser.pick({ ...anyRequest, client: `user-${i}` }, 0))
  const before = map()
  setAvailable(chooser, pool, 1, false)
  const moved = map().filter((backend, i) => backend !== before[i]).length
  return { moved: moved / 40_000, owned: before.filter(backend => backend === 1).length / 40_000 }
}

/** The model did not say which keys it counted: four standard deviations of 40,000 draws. */
const margin = (share: number) => 4 * Math.sqrt((share * (1 - share)) / 40_000)

it.each([
  [ring, file.remap_fraction_on_removing_1_of_5.ring, file.remap_fraction_on_removing_1_of_5.ring_share_of_removed],
  [
    maglev,
    file.remap_fraction_on_removing_1_of_5.maglev,
    file.remap_fraction_on_removing_1_of_5.maglev_share_of_removed,
  ],
])('$0.name moves as many keys as the model when one of five leaves', (strategy, moved, owned) => {
  const ours = remapped(strategy)
  expect(Math.abs(ours.moved - moved)).toBeLessThan(margin(moved))
  expect(Math.abs(ours.owned - owned)).toBeLessThan(margin(owned))
})

it('a retry of maglev looks up the hash XOR -k, k the tries so far', () => {
  const pool = testPool([1, 1, 1, 1, 1])
  const chooser = startWith(maglev, pool)
  const table = new Int32Array(65_537)
  createMaglevFill(pool, table.length)(table, pool.up)
  const hostOf = (hash: bigint) => table[Number(BigInt.asUintN(64, hash) % 65_537n)]
  for (const client of file.keys) {
    const hash = hashOf(client)
    setBusy(chooser, pool, hostOf(hash), true)
    const walk = Array.from({ length: 64 }, (_, k) => hostOf(hash ^ -BigInt(k + 1)))
    const second = chooser.pick({ ...anyRequest, client, attempt: 1 }, 0)
    expect(second).toBe(walk.find(host => host !== hostOf(hash)))
    setBusy(chooser, pool, hostOf(hash), false)
  }
})

it.each([
  [15, 3],
  [49, 7],
])('maglev takes no table of %i entries', (size, divisor) => {
  const start = () => startWith(maglev, testPool([1, 1]), { options: `tableSize=${size}` })
  const message = `tableSize ${size} of a maglev table is no prime: ${divisor} divides it`
  expect(start).toThrow(expect.objectContaining({ code: 'USAGE', message }))
})
