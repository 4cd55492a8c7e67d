import type { Traffic } from './traffic.js'
import { weightedChoice } from './weighted-choice.js'

/**
 * Which client asks, from one uniform number in [0, 1): client k (from 0) with probability proportional to
 * 1 / (k + 1)^zipf. Zipf 0 makes all alike; about 1 is what web traffic looks like.
 */
export function clientChoice({ count, zipf }: Traffic['clients']): (u: number) => number {
  if (zipf === 0) return u => Math.floor(u * count)
  return weightedChoice(Float64Array.from({ length: count }, (_, k) => Math.exp(-zipf * Math.log(k + 1))))
}

const networks = 65_536
const hostsPerNetwork = 254

/**
 * A client's own IPv4 address, "10.a.b.c". nginx's ip_hash sees only the first three octets, so the first 65,536 clients
 * have a /24 each; later ones share them and differ in the last octet. Neighbours are scrambled: client 0 is the most
 * popular of a Zipf crowd and client 1 the next, and runs of addresses would meet hashes at their weakest. Last octets are
 * scrambled by network, for HAProxy's `source` modulo four servers sees nothing but their last two bits.
 * @throws {RangeError} beyond 16,646,144 clients
 */
export function clientAddress(client: number): string {
  const host = Math.floor(client / networks)
  if (!(client >= 0 && host < hostsPerNetwork)) throw new RangeError(`there is no address for client ${client}`)
  const network = scramble(client % networks)
  const octet = 1 + ((host + scramble(network)) % hostsPerNetwork)
  return `10.${network >>> 8}.${network & 255}.${octet}`
}

/**
 * A bijection of 16-bit numbers: each step, an xor with a right shift of itself or a product with an odd number, can be
 * undone. Constants: hash16_xm2 of Wellons's hash-prospector, found by search for the least bias.
 */
function scramble(value: number): number {
  let x = value
  x ^= x >>> 8
  x = Math.imul(x, 0x88b5) & 0xffff
  x ^= x >>> 7
  x = Math.imul(x, 0xdb2d) & 0xffff
  return x ^ (x >>> 9)
}
