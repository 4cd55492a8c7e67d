import { LbbenchError } from '../../errors.js'
import type { OptionSpec, Options, Pool } from '../strategy.js'
import { type Circle, createCircle } from './circle.js'
import type { EnvoyHash } from './envoy-hash.js'
import { createMembers } from './members.js'
import { sortedOrder } from './sorted-order.js'
import { TextBytes } from './text-bytes.js'
import { XxHash64 } from './xxhash64.js'

/** `ring_hash_lb_config`; the largest is also Envoy's own limit. */
export const ringSizeOptions: Readonly<Record<string, OptionSpec>> = {
  minSize: { summary: 'points on the ring, at least', default: 1024, min: 1, max: 8_388_608, integer: true },
  maxSize: { summary: 'points on the ring, at most', default: 8_388_608, min: 1, max: 8_388_608, integer: true },
}

/**
 * Envoy's ring: point i of a host at xxHash64 of "ADDRESS_i", as many for each host as its weight asks for, so that the
 * lightest has a whole number and all have `minSize` together. The points of a host depend on who else is there: where one
 * of five leaves, the others get more, and some 30 % of the keys move.
 *
 * Source: envoy source/extensions/load_balancing_policies/ring_hash/ring_hash_lb.cc (Ring::Ring, chooseHost).
 */
export interface EnvoyRing {
  /** The host of the first point at or behind the hash whose host is available; -1 where none is. */
  at(hash: EnvoyHash): number
  /** The hosts on the ring in declaration order. */
  readonly hosts: readonly number[]
  /** Of each backend the share of all their weight when the ring was laid out, 0 where it is not on it. */
  readonly share: Float64Array
  /** Whose each point is, ascending by hash. */
  readonly owners: Uint32Array
  /** Fits `Chooser.changed`. */
  changed(backend: number): void
}

interface Points64 {
  readonly circle: Circle
  readonly highs: Uint32Array
  readonly lows: Uint32Array
  readonly owners: Uint32Array
}

type Layout = Points64 & Pick<EnvoyRing, 'hosts' | 'share'>

/** @throws LbbenchError USAGE where `minSize` is greater than `maxSize` */
export function createEnvoyRing(pool: Pool, options: Options): EnvoyRing {
  const [minSize, maxSize] = [Number(options.minSize), Number(options.maxSize)]
  if (minSize > maxSize)
    throw new LbbenchError(
      'USAGE',
      `minSize ${minSize} of a ring is greater than its maxSize ${maxSize}`,
      'give both, the smaller one first',
    )
  const ringOf = createRings(pool.addresses)
  let isStale = false
  const members = createMembers(pool, () => {
    isStale = true
  })
  let layout = layOut()

  function layOut(): Layout {
    const hosts = [...pool.names.keys()].filter(i => members.isMember[i] === 1)
    const shares = sharesOf(pool, hosts)
    const counts = countPoints(shares, minSize, maxSize)
    const share = new Float64Array(pool.size)
    const countOf = new Uint32Array(pool.size)
    hosts.forEach((host, place) => {
      share[host] = shares[place]
      countOf[host] = counts[place]
    })
    return { hosts, share, ...ringOf(countOf) }
  }

  function look(): void {
    members.look()
    if (!isStale) return
    isStale = false
    layout = layOut()
  }

  function search({ high, low }: EnvoyHash): number {
    const { circle, highs, lows, owners } = layout
    const size = owners.length
    let point = circle.find(high)
    while (point < size && highs[point] === high && lows[point] < low) point++
    for (let walk = 0; walk < size; walk++, point++) {
      if (point >= size) point = 0
      if (pool.available[owners[point]] === 1) return owners[point]
    }
    return -1
  }

  return {
    at(hash) {
      look()
      return search(hash)
    },
    get hosts() {
      return layout.hosts
    },
    get share() {
      return layout.share
    },
    get owners() {
      return layout.owners
    },
    changed: members.changed,
  }
}

/** Their shares of all their weight. */
export function sharesOf({ weight }: Pool, hosts: readonly number[]): number[] {
  const sum = hosts.reduce((total, i) => total + weight[i], 0)
  return hosts.map(i => weight[i] / sum)
}

/** How many points each host has. Running sums in doubles, as Envoy's, so that rounding falls where it falls there. */
export function countPoints(shares: readonly number[], minSize: number, maxSize: number): number[] {
  const least = shares.reduce((min, share) => Math.min(min, share), 1)
  const scale = Math.min(Math.ceil(least * minSize) / least, maxSize)
  let [current, target] = [0, 0]
  return shares.map(share => {
    const before = current
    target += scale * share
    current = Math.max(current, Math.ceil(target))
    return current - before
  })
}

/** A ring of the first so many points of each backend. */
type RingOf = (counts: Uint32Array) => Points64

/** Keeps all points it was ever asked for in order, so that nothing is hashed or sorted again when a host goes or comes. */
function createRings(addresses: readonly string[]): RingOf {
  let laid = new Uint32Array(addresses.length)
  let all = sortedPoints(addresses, laid)
  return counts => {
    if (counts.some((count, host) => count > laid[host])) {
      const isFirst = all.owners.length === 0
      // Later somewhat more, for rounding falls elsewhere each time and all get more where one leaves.
      laid = laid.map((count, host) =>
        Math.max(count, isFirst ? counts[host] : counts[host] + 1 + (counts[host] >>> 2)),
      )
      all = sortedPoints(addresses, laid)
    }
    return chosen(all, counts)
  }
}

/** Of each point its place, its host, and which of the host's points it is. */
interface AllPoints extends Points64 {
  readonly ordinals: Uint32Array
}

/** The points whose number is below the count of their host. */
function chosen(all: AllPoints, counts: Uint32Array): Points64 {
  const total = counts.reduce((sum, count) => sum + count, 0)
  if (total === all.owners.length) return all
  const [highs, lows, owners] = [new Uint32Array(total), new Uint32Array(total), new Uint32Array(total)]
  let at = 0
  for (let point = 0; point < all.owners.length; point++) {
    const host = all.owners[point]
    if (all.ordinals[point] >= counts[host]) continue
    highs[at] = all.highs[point]
    lows[at] = all.lows[point]
    owners[at++] = host
  }
  return { circle: createCircle(highs), highs, lows, owners }
}

function sortedPoints(addresses: readonly string[], counts: Uint32Array): AllPoints {
  const total = counts.reduce((sum, count) => sum + count, 0)
  const column = () => new Uint32Array(total)
  const [unsortedHighs, unsortedLows, hostOf] = [column(), column(), column()]
  const text = new TextBytes()
  const hash = new XxHash64()
  const firstOf = new Uint32Array(addresses.length)
  let at = 0
  for (let host = 0; host < addresses.length; host++) {
    const prefix = text.clear().append(`${addresses[host]}_`).length
    firstOf[host] = at
    for (let i = 0; i < counts[host]; i++, at++) {
      text.length = prefix
      text.appendNumber(i)
      hash.hash(text.bytes, text.length)
      unsortedHighs[at] = hash.high
      unsortedLows[at] = hash.low
      hostOf[at] = host
    }
  }
  const { hashes: highs, order } = sortedOrder(unsortedHighs, unsortedLows)
  const [lows, owners, ordinals] = [column(), column(), column()]
  for (let point = 0; point < total; point++) {
    const from = order[point]
    lows[point] = unsortedLows[from]
    owners[point] = hostOf[from]
    ordinals[point] = from - firstOf[hostOf[from]]
  }
  return { circle: createCircle(highs), highs, lows, owners, ordinals }
}
