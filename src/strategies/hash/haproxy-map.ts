import { LbbenchError } from '../../errors.js'
import { IndexedHeap } from '../indexed-heap.js'
import type { Pool } from '../strategy.js'
import { createMembers } from './members.js'

/** How HAProxy finds a server for a hash. */
export interface HashedServers {
  /** The server of a hash in [0, 2^32), or the first after it that is available; -1 where none is. */
  at(hash: number): number
  /** The next in turn, for requests without a key. */
  next(): number
  /** Fits `Chooser.changed`. */
  changed(backend: number): void
}

/** 4 bytes each, and it is laid out at each failure. HAProxy itself ends at 256 a server. */
const maxEntries = 16_777_216

/**
 * HAProxy's map, for `hash-type map-based`: as many entries as the weights of all usable servers add up to, once divided
 * by what divides them all. Whenever a server goes down or comes up it is laid out anew, so almost every key moves.
 *
 * What a request has tried keeps its entries: HAProxy would send it there again, a chooser may not, so the next entries
 * are asked. That takes as many steps as there are entries between two servers that may serve: few, for turns are spread.
 *
 * @throws LbbenchError SCENARIO where the weights make a map that is too large
 */
export function createHaproxyMap(pool: Pool): HashedServers {
  const weights = reducedWeights(pool.weight)
  const map = new Int32Array(totalOf(weights))
  let size = 0
  let turn = 0
  let stale = true
  const members = createMembers(pool, () => {
    stale = true
  })

  function look(): void {
    members.look()
    if (!stale) return
    stale = false
    size = fillMap(map, weights, members.isMember)
  }

  function from(entry: number): number {
    for (let i = 0; i < size; i++) {
      const place = entry + i < size ? entry + i : entry + i - size
      if (pool.available[map[place]] === 1) return place
    }
    return -1
  }

  return {
    at(hash) {
      look()
      const place = from(hash % size)
      return place === -1 ? -1 : map[place]
    },
    next() {
      look()
      const place = from(turn < size ? turn : 0)
      if (place === -1) return -1
      turn = place + 1
      return map[place]
    },
    changed: members.changed,
  }
}

/**
 * Slot by slot each server gets its weight in credit and the one that is served pays the sum of all weights, T. The first
 * of those with the highest trunc((credit + T) / T) is served. Returns the number of slots, T.
 *
 * HAProxy looks at each server for each slot. Here a server changes its level where its credit, slot * weight - T * turns,
 * comes to 0 and to T, so both moments wait in a heap, and of each level the first server is kept: O(T log n).
 *
 * Source: haproxy src/lb_map.c (recalc_server_map).
 */
export function fillMap(map: Int32Array, weights: Int32Array, isMember: Uint8Array): number {
  const total = weights.reduce((sum, weight, i) => sum + weight * isMember[i], 0)
  if (weights.every(weight => weight === 1)) return fillEqual(map, isMember)
  const places = new Int32Array(weights.length)
  /** Of each level the servers on it, the first declared first. */
  const levels: IndexedHeap[] = [new IndexedHeap(places)]
  const levelOf = new Uint8Array(weights.length)
  const turns = new Int32Array(weights.length)
  /** Servers by the slot, counted from 1, in which their credit lifts them to the next level. */
  const rises = new IndexedHeap(new Int32Array(weights.length))
  const riseOf = (i: number) => Math.ceil((total * (turns[i] + levelOf[i])) / weights[i])

  function toLevel(i: number, level: number): void {
    levels[levelOf[i]].remove(i)
    levelOf[i] = level
    levels[level] ??= new IndexedHeap(places)
    levels[level].add(i, i)
    rises.move(i, riseOf(i))
  }

  for (let i = 0; i < weights.length; i++) {
    if (isMember[i] === 0) continue
    levels[0].add(i, i)
    rises.add(i, riseOf(i))
  }
  for (let slot = 1; slot <= total; slot++) {
    while (rises.firstKey <= slot) toLevel(rises.first, levelOf[rises.first] + 1)
    let top = levels.length - 1
    while (levels[top].size === 0) top--
    const best = levels[top].first
    map[slot - 1] = best
    turns[best]++
    toLevel(best, top - 1)
  }
  return total
}

/** Everybody once, as declared: what the rule comes to for equal weights. */
function fillEqual(map: Int32Array, isMember: Uint8Array): number {
  let size = 0
  for (let i = 0; i < isMember.length; i++) if (isMember[i] === 1) map[size++] = i
  return size
}

/** HAProxy lays out what the weights were at the start, whoever changes them later. */
function reducedWeights(weight: Int32Array): Int32Array {
  const divisor = weight.reduce(greatestDivisor, 0)
  return weight.map(value => value / divisor)
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b)
}

function totalOf(weights: Int32Array): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  if (total <= maxEntries) return total
  throw new LbbenchError(
    'SCENARIO',
    `the weights add up to ${total}, once divided by what divides them all: a map of so many entries is too large`,
    `only proportions count: let them add up to ${maxEntries} at most`,
  )
}
