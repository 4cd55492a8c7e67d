import { LbbenchError } from '../../errors.js'
import type { Pool } from '../strategy.js'
import { type Circle, createCircle } from './circle.js'
import { avalanche } from './haproxy-hashes.js'
import type { HashedServers } from './haproxy-map.js'
import { createMembers, type Members } from './members.js'
import { sortedOrder } from './sorted-order.js'

/** HAProxy's BE_WEIGHT_SCALE and SRV_EWGHT_RANGE: a server of the greatest weight, 256, has 4096 nodes. */
const nodesPerWeight = 16
const range = 4096
const maxWeight = range / nodesPerWeight
/** Some 400 MB while the ring is built. */
const maxNodes = 16_777_216

/** Where each node lies, ascending, and s * 4096 + n of it: no two are alike, for an avalanche can be undone. */
interface Nodes {
  readonly hashes: Uint32Array
  readonly seeds: Uint32Array
  readonly circle: Circle
}

/**
 * HAProxy's ring, for `hash-type consistent` and `balance random`: 16 nodes a weight and server, node n of server s (from
 * 1) at the avalanche of s * 4096 + n. Shares are uneven: with five servers of weight 1 from 15 to 24 %.
 *
 * A server that is down or has lost weight loses its nodes; all others stay. Here nodes stay on the ring and are passed
 * over; a ring without them is made once more nodes were passed over than there are, so no change costs more than O(1)
 * and no pick, in the long run, more than the nodes it may choose from. The picks are the same either way.
 *
 * Source: haproxy src/lb_chash.c.
 */
export class HaproxyRing implements HashedServers {
  /** How many nodes of each server are on the ring: 16 times its weight, 0 where it is down. HAProxy's effective weight. */
  readonly nodes: Int32Array
  readonly changed: (backend: number) => void
  readonly #pool: Pool
  readonly #members: Members
  /** How many nodes of each server have been laid out. */
  readonly #laid: Int32Array
  #all: Nodes
  /** Those that are searched: all, or without some who are not present. */
  #ring: Nodes
  #passed = 0
  /** Where the last turn was. */
  #last = -1

  /**
   * @param noticed told each server that came, left or has another weight, in `look`
   * @throws LbbenchError SCENARIO where a weight is greater than 256, or the ring would not fit into memory
   */
  constructor(pool: Pool, noticed: (backend: number) => void = () => undefined) {
    this.#pool = pool
    this.#laid = Int32Array.from(pool.weight, weight => nodesOf(weight, pool.weightScale))
    this.nodes = this.#laid.map((count, i) => count * pool.up[i])
    this.#all = layOut(this.#laid)
    this.#ring = this.#all
    this.#members = createMembers(pool, backend => {
      this.#count(backend)
      noticed(backend)
    })
    this.changed = this.#members.changed
  }

  /** Servers that have nodes on it. */
  get servers(): number {
    return this.#members.count
  }

  /** Looks at who came and went. */
  look(): void {
    this.#members.look()
  }

  /** The node nearest to a hash in [0, 2^32), on either side; of two as near the one before it; -1 on an empty ring. */
  nearest(hash: number): number {
    if (this.#members.count === 0) return -1
    if (this.#passed > this.#ring.seeds.length) {
      this.#ring = without(this.#ring, node => this.#isPresent(node))
      this.#passed = 0
    }
    const place = this.#ring.circle.find(hash)
    const next = this.#seek(place, 1)
    const before = this.#seek(place - 1, -1)
    const { hashes } = this.#ring
    return (hash - hashes[before]) >>> 0 <= (hashes[next] - hash) >>> 0 ? before : next
  }

  /** The node behind that one. */
  after(node: number): number {
    return this.#seek(node + 1, 1)
  }

  /** Whose node it is. Nodes are numbers until the next `nearest`. */
  owner(node: number): number {
    return (this.#ring.seeds[node] >>> 12) - 1
  }

  at(hash: number): number {
    this.look()
    const node = this.#availableFrom(this.nearest(hash))
    return node === -1 ? -1 : this.owner(node)
  }

  next(): number {
    this.look()
    const node = this.#availableFrom(this.#behindLast())
    if (node === -1) return -1
    this.#last = this.#ring.hashes[node]
    return this.owner(node)
  }

  #behindLast(): number {
    return this.#members.count === 0 ? -1 : this.#seek(this.#ring.circle.find(this.#last + 1), 1)
  }

  #availableFrom(first: number): number {
    if (first === -1) return -1
    let node = first
    do {
      if (this.#pool.available[this.owner(node)] === 1) return node
      node = this.after(node)
    } while (node !== first)
    return -1
  }

  /** The first node from there on that is present, in steps of 1 or -1. Somebody is. */
  #seek(from: number, step: 1 | -1): number {
    const length = this.#ring.seeds.length
    let node = from
    for (;;) {
      if (node === length) node = 0
      else if (node === -1) node = length - 1
      if (this.#isPresent(node)) return node
      this.#passed++
      node += step
    }
  }

  #isPresent(node: number): boolean {
    const seed = this.#ring.seeds[node]
    return (seed & (range - 1)) < this.nodes[(seed >>> 12) - 1]
  }

  #count(backend: number): void {
    const { weight, weightScale } = this.#pool
    const nodes = this.#members.isMember[backend] === 1 ? nodesOf(weight[backend], weightScale) : 0
    // What was left out may be back.
    if (nodes > this.nodes[backend]) this.#ring = this.#all
    this.nodes[backend] = nodes
    if (nodes <= this.#laid[backend]) return
    this.#laid[backend] = nodes
    this.#all = layOut(this.#laid)
    this.#ring = this.#all
  }
}

/** What slow start has made of a weight counts in sixteenths, and never as nothing. */
function nodesOf(weight: number, scale: number): number {
  if (weight <= maxWeight * scale) return Math.max(1, Math.floor((weight * nodesPerWeight) / scale))
  const hint = `HAProxy takes weights up to ${maxWeight}; only proportions count`
  throw new LbbenchError('SCENARIO', `a weight of ${weight / scale} is too large for HAProxy's ring`, hint)
}

function layOut(counts: Int32Array): Nodes {
  const total = counts.reduce((sum, count) => sum + count, 0)
  if (total > maxNodes) throw tooHeavy(total)
  const seeds = new Uint32Array(total)
  let node = 0
  for (let server = 0; server < counts.length; server++) {
    for (let n = 0; n < counts[server]; n++) seeds[node++] = (server + 1) * range + n
  }
  const hashes = seeds.map(avalanche)
  const sorted = sortedOrder(hashes)
  return nodesFrom(
    sorted.hashes,
    sorted.order.map(node => seeds[node]),
  )
}

function without({ hashes, seeds }: Nodes, keep: (node: number) => boolean): Nodes {
  return nodesFrom(
    hashes.filter((_, node) => keep(node)),
    seeds.filter((_, node) => keep(node)),
  )
}

function nodesFrom(hashes: Uint32Array, seeds: Uint32Array): Nodes {
  return { hashes, seeds, circle: createCircle(hashes) }
}

function tooHeavy(nodes: number): LbbenchError {
  return new LbbenchError(
    'SCENARIO',
    `the weights add up to ${nodes / nodesPerWeight}: a ring of ${nodes} nodes is too large`,
    `only proportions count: let weights add up to ${maxNodes / nodesPerWeight} at most`,
  )
}
