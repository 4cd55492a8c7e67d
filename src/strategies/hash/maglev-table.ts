import { IndexedHeap } from '../indexed-heap.js'
import type { Pool } from '../strategy.js'
import type { EnvoyHash } from './envoy-hash.js'
import { sharesOf } from './envoy-ring.js'
import { TextBytes } from './text-bytes.js'
import { XxHash64 } from './xxhash64.js'

/** Fills a table with hosts: those where `isMember` is 1, by their weight now. All -1 where there is none. */
export type FillTable = (table: Int32Array, isMember: Uint8Array) => void

/**
 * The lookup table of Maglev (Eisenbud et al., NSDI 2016, listing 1) as Envoy fills it: each host has its own permutation
 * of the entries, and by turns each takes the first of its own that is free: the heaviest in every turn, one of half its
 * weight in every second. Hosts take turns in the order of their addresses, so that the order of declaration moves nothing.
 *
 * Source: envoy source/extensions/load_balancing_policies/maglev/maglev_lb.cc (constructImplementationInternals).
 */
export function createMaglevFill(pool: Pool, size: number): FillTable {
  const { offset, skip } = permutations(pool.addresses, size)
  const byAddress = [...pool.names.keys()].sort((a, b) => order(pool.addresses[a], pool.addresses[b]) || a - b)
  const entries = new FreeEntries(size)

  return (table, isMember) => {
    const hosts = byAddress.filter(i => isMember[i] === 1)
    if (hosts.length === 0) {
      table.fill(-1)
      return
    }
    entries.freeAll()
    const [nextEntry, stride] = [offset, skip].map(column => Int32Array.from(hosts, i => column[i]))
    takeTurns(sharesOf(pool, hosts), size, place => {
      const entry = entries.take(nextEntry[place], stride[place])
      table[entry] = hosts[place]
      nextEntry[place] = entry
    })
  }
}

/** A bit an entry, so that all of them stay in the fastest cache: most of a fill is to meet entries that are taken. */
class FreeEntries {
  readonly #size: number
  readonly #taken: Int32Array

  constructor(size: number) {
    this.#size = size
    this.#taken = new Int32Array((size >>> 5) + 1)
  }

  freeAll(): void {
    this.#taken.fill(0)
  }

  /** The first from there on, in strides round the table, that is free; it is so no more. One is. */
  take(first: number, stride: number): number {
    const [taken, size] = [this.#taken, this.#size]
    let entry = first
    while ((taken[entry >>> 5] >>> (entry & 31)) & 1) {
      entry += stride
      if (entry >= size) entry -= size
    }
    taken[entry >>> 5] |= 1 << (entry & 31)
    return entry
  }
}

/**
 * Calls `take` for whose turn it is, as often as there are entries. A host takes its n-th turn in the first round in which
 * round * weight comes to (n - 1) * the greatest weight, in the doubles Envoy computes with.
 *
 * Envoy asks every host in every round. That takes as many questions a turn as the greatest weight is times the mean; where
 * it is many times that, hosts wait in a heap for their next turn instead, which comes to the same.
 *
 * @param weights shares of 1
 */
export function takeTurns(weights: readonly number[], entries: number, take: (place: number) => void): void {
  const heaviest = weights.reduce((max, weight) => Math.max(max, weight), 0)
  const rounds = heaviest * weights.length <= mostQuestions ? askAll : waitInHeap
  rounds({ weights, heaviest, entries, take })
}

/** About what a heap's move costs. */
const mostQuestions = 16

interface Turns {
  readonly weights: readonly number[]
  readonly heaviest: number
  readonly entries: number
  readonly take: (place: number) => void
}

function askAll({ weights, heaviest, entries, take }: Turns): void {
  const target = new Float64Array(weights.length)
  let turn = 0
  for (let round = 1; turn < entries; round++) {
    for (let place = 0; place < weights.length && turn < entries; place++) {
      if (round * weights[place] < target[place]) continue
      target[place] += heaviest
      take(place)
      turn++
    }
  }
}

function waitInHeap({ weights, heaviest, entries, take }: Turns): void {
  const target = new Float64Array(weights.length)
  const rounds = new IndexedHeap(new Int32Array(weights.length))
  for (let place = 0; place < weights.length; place++) rounds.add(place, 1)
  for (let turn = 0; turn < entries; turn++) {
    const place = rounds.first
    take(place)
    target[place] += heaviest
    rounds.move(place, roundFor(weights[place], target[place], rounds.firstKey))
  }
}

/** The first round after `last` with round * weight >= target; a quotient alone could be one too high or too low. */
function roundFor(weight: number, target: number, last: number): number {
  let round = Math.max(last + 1, Math.floor(target / weight) - 1)
  while (round * weight < target) round++
  return round
}

function permutations(addresses: readonly string[], size: number) {
  const text = new TextBytes()
  const hash = new XxHash64()
  const of = (address: string, seed: number, modulus: number) => {
    text.clear().append(address)
    hash.hash(text.bytes, text.length, seed)
    return remainder(hash, modulus)
  }
  return {
    offset: Int32Array.from(addresses, address => of(address, 0, size)),
    skip: Int32Array.from(addresses, address => of(address, 1, size - 1) + 1),
  }
}

/** Of 64 bits, exactly: 16 at a time. @param modulus below 2^37 */
export function remainder({ high, low }: EnvoyHash, modulus: number): number {
  const upper = ((high % modulus) * 65536 + (low >>> 16)) % modulus
  return (upper * 65536 + (low & 0xffff)) % modulus
}

/** As C++ compares strings; addresses are ASCII, where code units and bytes are the same. */
function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
