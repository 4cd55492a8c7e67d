import type { Pool } from '../../../src/strategies/strategy.js'
import { xxHash64 } from './xxhash64-reference.js'

export interface Point {
  readonly hash: bigint
  readonly host: number
}

export function hashOf(text: string): bigint {
  return xxHash64(new TextEncoder().encode(text))
}

/** Envoy's ring as ring_hash_lb.cc makes it (Ring::Ring), in plain lists: by hash, of equals the first made. */
export function modelRing({ addresses, weight, up }: Pool, minSize: number, maxSize: number): Point[] {
  const hosts = addresses.map((_, i) => i).filter(i => up[i] === 1)
  const sum = hosts.reduce((total, i) => total + weight[i], 0)
  const shares = hosts.map(i => weight[i] / sum)
  const least = Math.min(1, ...shares)
  const scale = Math.min(Math.ceil(least * minSize) / least, maxSize)
  const points: Point[] = []
  let target = 0
  hosts.forEach((host, place) => {
    target += scale * shares[place]
    for (let i = 0; points.length < target; i++) points.push({ hash: hashOf(`${addresses[host]}_${i}`), host })
  })
  return points.sort((a, b) => (a.hash < b.hash ? -1 : a.hash > b.hash ? 1 : 0))
}

/** The first point at or behind it whose host is available; -1 where none is. */
export function modelHost(ring: readonly Point[], hash: bigint, available: Uint8Array): number {
  const found = ring.findIndex(point => point.hash >= hash)
  const from = found === -1 ? 0 : found
  const walk = [...ring.slice(from), ...ring.slice(0, from)]
  return walk.find(({ host }) => available[host] === 1)?.host ?? -1
}
