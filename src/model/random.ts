import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus'

/** Seeded chance. Every draw in lbbench comes from one of these, so a seed repeats a run. */
export interface Random {
  /** Uniform in [0, 1), 53 bits. */
  next(): number
  /** Uniform whole number in [0, n), n <= 2^31. */
  below(n: number): number
}

/**
 * An independent stream for one purpose ("arrivals", "demand", ...): adding a draw to one stream moves no other.
 * @param seed any safe integer; equal seeds and purposes give equal streams on every machine
 */
export function randomStream(seed: number, purpose: string): Random {
  const first = mix(seed, purpose)
  const state = [first, avalanche(first + 1), avalanche(first + 2), avalanche(first + 3) | 1]
  const generator = xoroshiro128plusFromState(state)
  const uint32 = (): number => generator.next() >>> 0
  const next = (): number => ((uint32() >>> 5) * 67108864 + (uint32() >>> 6)) / 9007199254740992
  return { next, below: n => Math.floor(next() * n) }
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
