import { Xoroshiro128Plus } from './xoroshiro128plus.js'

/** Seeded chance. Every draw in lbbench comes from one of these, so a seed repeats a run. */
export interface Random {
  /** Uniform in [0, 1), 53 bits. */
  next(): number
  /** Uniform whole number in [0, n), n <= 2^31; each as likely as any other to 1 in 65,536. */
  below(n: number): number
  /** As many `next` into the beginning of the column: cheaper than one by one. */
  fill(column: Float64Array, size: number): void
}

/**
 * An independent stream for one purpose ("arrivals", "demand", ...): adding a draw to one stream moves no other.
 * @param seed any safe integer; equal seeds and purposes give equal streams on every machine
 */
export function randomStream(seed: number, purpose: string): Random {
  const first = mix(seed, purpose)
  return new Xoroshiro128Plus([first, avalanche(first + 1), avalanche(first + 2), avalanche(first + 3) | 1])
}

/** A further seed derived from one, e.g. for round k of a run. Whole, in [0, 2^32). */
export function derivedSeed(seed: number, purpose: string): number {
  return mix(seed, purpose) >>> 0
}

/** FNV-1a over the purpose, then murmur3's finaliser over it and both halves of the seed. */
function mix(seed: number, purpose: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < purpose.length; i++) hash = Math.imul(hash ^ purpose.charCodeAt(i), 0x01000193)
  return avalanche(avalanche(hash ^ (seed | 0)) ^ Math.floor(seed / 4294967296))
}

function avalanche(value: number): number {
  let h = value | 0
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) | 0
}
