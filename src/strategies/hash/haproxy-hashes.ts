import { crc32Of, crc32Start, crc32Text } from './crc32.js'

/** A hash of a text of one byte a character (latin1), in [0, 2^32). */
export type HashFunction = (text: string) => number

/** What HAProxy's `hash-type` can name. Source: haproxy src/hash.c. */
export const hashFunctions: Readonly<Record<string, HashFunction>> = {
  sdbm: text => {
    let hash = 0
    for (let i = 0; i < text.length; i++) hash = (byteAt(text, i) + (hash << 6) + (hash << 16) - hash) | 0
    return hash >>> 0
  },
  djb2: text => {
    let hash = 5381
    for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 33) + byteAt(text, i)) | 0
    return hash >>> 0
  },
  wt6,
  crc32: text => crc32Of(crc32Text(crc32Start, text)),
}

/** Willy Tarreau's: two halves that change places, turned by amounts that come from the hash itself. */
function wt6(text: string): number {
  let [half, other] = [0xa53c965a | 0, 0x5ca6953a]
  let [turn, otherTurn] = [6, 18]
  for (let i = 0; i < text.length; i++) {
    const byte = byteAt(text, i)
    half = ~(half ^ byte)
    other = ~(other + byte)
    const turned = (half << otherTurn) | (half >>> (32 - otherTurn))
    half = (other << turn) | (other >>> (32 - turn))
    other = turned
    const mixed = ((half >>> 16) ^ other) & 0xffff
    turn = mixed & 31
    otherTurn = mixed >>> 11
  }
  return (half ^ other) >>> 0
}

function byteAt(text: string, i: number): number {
  return text.charCodeAt(i) & 255
}

/**
 * HAProxy's `avalanche`: Bob Jenkins' six-step mix of 32 bits and a multiplication by 3 * 2^30 + 1. Each step can be
 * undone, so no two numbers have the same avalanche.
 *
 * Source: haproxy include/haproxy/hash.h and tools.h (full_hash).
 */
export function avalanche(value: number): number {
  let a = value | 0
  a = (a + 0x7ed55d16 + (a << 12)) | 0
  a = a ^ 0xc761c23c ^ (a >>> 19)
  a = (a + 0x165667b1 + (a << 5)) | 0
  a = (a + 0xd3a2646c) ^ (a << 9)
  a = (a + 0xfd7046c5 + (a << 3)) | 0
  a = a ^ 0xb55a4f09 ^ (a >>> 16)
  return Math.imul(a, 3221225473) >>> 0
}
