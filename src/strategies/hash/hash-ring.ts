import { LbbenchError } from '../../errors.js'
import type { Pool } from '../strategy.js'
import { crc32Byte, crc32Of, crc32Start, crc32Text } from './crc32.js'

/**
 * The ring of nginx's consistent hash, compatible with Cache::Memcached::Fast: each address has 160 points a weight, each
 * point the CRC-32 of HOST \0 PORT and the point before it.
 *
 * Source: nginx src/http/modules/ngx_http_upstream_hash_module.c (init_chash, find_chash_point).
 */
export interface HashRing {
  /** Points on the ring, numbered by ascending hash. */
  readonly size: number
  /** The first point at or behind a hash in [0, 2^32); behind the last comes the first. */
  find(hash: number): number
  /** The first declared of the backends with the address that the point belongs to. */
  owner(point: number): number
}

const pointsPerWeight = 160
/** 2^25 points take some 800 MB while the ring is built. */
const maxPoints = 33_554_432

/** @throws LbbenchError SCENARIO where the weights add up to more points than memory holds */
export function createHashRing({ size, addresses, weight }: Pool): HashRing {
  let total = 0
  for (let i = 0; i < size; i++) total += weight[i] * pointsPerWeight
  if (total > maxPoints) throw tooHeavy(total)
  // Hash and backend in one number sort as one: of equal hashes the first declared stays, as with nginx's stable sort.
  const points = new Float64Array(total)
  let count = 0
  const firstOf = new Map<string, number>()
  for (let i = 0; i < size; i++) {
    const owner = firstOf.get(addresses[i]) ?? i
    firstOf.set(addresses[i], owner)
    count = addPoints(points, count, { address: addresses[i], weight: weight[i], owner })
  }
  return ringOf(points.sort())
}

/** Room for the backend's index beneath 32 bits of hash. */
const indices = 1_048_576

interface Stretch {
  readonly address: string
  readonly weight: number
  readonly owner: number
}

function addPoints(points: Float64Array, from: number, { address, weight, owner }: Stretch): number {
  const [host, port] = splitAddress(address)
  const base = crc32Text(crc32Byte(crc32Text(crc32Start, host), 0), port)
  const to = from + weight * pointsPerWeight
  let hash = 0
  for (let i = from; i < to; i++) {
    const state = crc32Byte(crc32Byte(crc32Byte(base, hash), hash >>> 8), hash >>> 16)
    hash = crc32Of(crc32Byte(state, hash >>> 24))
    points[i] = hash * indices + owner
  }
  return to
}

/** At the last colon that only digits follow; a unix socket's path is all host. */
function splitAddress(address: string): [host: string, port: string] {
  if (/^unix:/i.test(address)) return [address.slice(5), '']
  const [, host, port] = /^(.*):(\d*)$/s.exec(address) ?? [undefined, address, '']
  return [host, port]
}

/** Hash and owner of a point side by side, and where each of as many equal parts of the circle begins: two cache misses. */
function ringOf(sorted: Float64Array): HashRing {
  const points = new Uint32Array(2 * sorted.length)
  const size = fillPoints(points, sorted)
  const bits = Math.max(1, 32 - Math.clz32(size - 1))
  const shift = 32 - bits
  const begins = new Uint32Array(2 ** bits)
  for (let part = 0, point = 0; part < begins.length; part++) {
    while (point < size && points[2 * point] >>> shift < part) point++
    begins[part] = point
  }
  return {
    size,
    find(hash) {
      let point = begins[hash >>> shift]
      while (point < size && points[2 * point] < hash) point++
      return point === size ? 0 : point
    },
    owner: point => points[2 * point + 1],
  }
}

/** Of points with one hash the first remains. Returns how many there are. */
function fillPoints(points: Uint32Array, sorted: Float64Array): number {
  let size = 0
  for (let i = 0; i < sorted.length; i++) {
    const hash = Math.floor(sorted[i] / indices)
    if (size > 0 && points[2 * size - 2] === hash) continue
    points[2 * size] = hash
    points[2 * size + 1] = sorted[i] - hash * indices
    size++
  }
  return size
}

function tooHeavy(points: number): LbbenchError {
  const message = `the weights add up to ${points / pointsPerWeight}: a hash ring of ${points} points is too large`
  return new LbbenchError(
    'SCENARIO',
    message,
    `only proportions count: let weights add up to ${maxPoints / pointsPerWeight} at most`,
  )
}
