import { LbbenchError } from '../../errors.js'
import type { Chooser, Options, Pool, Strategy } from '../strategy.js'
import { type EnvoyHash, envoyHashOf } from './envoy-hash.js'
import { createMaglevFill, remainder } from './maglev-table.js'
import { createMembers } from './members.js'
import { keyKnowledge, keyOption, requestKey } from './request-key.js'

/**
 * Envoy `maglev`: the key's xxHash64 modulo a table in which each host has its share of entries, to within one. The table
 * is filled anew over the hosts that are up, at each change of health: a lost host's keys move, and a few others.
 *
 * Retry k looks up the hash XOR -k, until it meets a host that the request has not tried, as Envoy with the retry host
 * predicate `previous_hosts`; without that Envoy may choose the same host again. A request without a key goes anywhere.
 */
export const maglev: Strategy = {
  name: 'maglev',
  aliases: ['envoy-maglev'],
  summary: "by the key's xxHash64 in a table that is filled by turns",
  reference: 'Eisenbud et al., NSDI 2016; envoy source/extensions/load_balancing_policies/maglev/maglev_lb.cc',
  family: 'hash',
  product: 'Envoy',
  knows: ['weights', ...keyKnowledge],
  fixedWeights: true,
  options: {
    key: keyOption,
    tableSize: { summary: 'entries of the table, a prime', default: 65_537, min: 2, max: 5_000_011, integer: true },
  },
  start(pool, options, chance) {
    const hosts = createTable(pool, tableSizeOf(options))
    const hashOf = envoyHashOf(requestKey(options), chance)
    return {
      pick: request => hosts.at(hashOf(request)),
      changed: hosts.changed,
    }
  },
}

/** Envoy gives up after as many tries as it is told, which is a few. */
const flips = 64

function createTable(pool: Pool, size: number): { at(hash: EnvoyHash): number } & Required<Pick<Chooser, 'changed'>> {
  const fill = createMaglevFill(pool, size)
  const table = new Int32Array(size)
  let isStale = true
  const members = createMembers(pool, () => {
    isStale = true
  })

  function look(): void {
    members.look()
    if (!isStale) return
    isStale = false
    fill(table, members.isMember)
  }

  /** By the flips of the hash; behind them from entry to entry, so that whoever is in the table is found. */
  function search({ high, low }: EnvoyHash): number {
    let host = table[remainder({ high, low }, size)]
    for (let k = 1; k <= flips && pool.available[host] === 0; k++) {
      host = table[remainder({ high: ~high >>> 0, low: (low ^ -k) >>> 0 }, size)]
    }
    const entry = remainder({ high, low }, size)
    for (let i = entry; pool.available[host] === 0 && i < entry + size; i++) host = table[i % size]
    return pool.available[host] === 1 ? host : -1
  }

  return {
    at(hash) {
      look()
      return search(hash)
    },
    changed: members.changed,
  }
}

/** @throws LbbenchError USAGE where it is no prime: permutations would not come to every entry */
function tableSizeOf({ tableSize }: Options): number {
  const size = Number(tableSize)
  for (let divisor = 2; divisor * divisor <= size; divisor++) {
    if (size % divisor === 0)
      throw new LbbenchError(
        'USAGE',
        `tableSize ${size} of a maglev table is no prime: ${divisor} divides it`,
        'for example: tableSize=65537',
      )
  }
  return size
}
