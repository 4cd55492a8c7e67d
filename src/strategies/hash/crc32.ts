/**
 * CRC-32 as zlib, PNG and nginx compute it (reflected polynomial 0xEDB88320), a byte a step. `node:zlib` has one too
 * (from 20.15 on), but a call into it costs more than an address has bytes, and it takes no text as latin1.
 *
 * A state is what has been read so far; begin with `crc32Start` and end with `crc32Of`.
 */
export const crc32Start = -1

/** The checksum of what led to this state, in [0, 2^32). */
export function crc32Of(state: number): number {
  return ~state >>> 0
}

/** Reads one byte: the lowest eight bits. */
export function crc32Byte(state: number, byte: number): number {
  return table[(state ^ byte) & 255] ^ (state >>> 8)
}

/** Reads a text of one byte a character (latin1), as header fields and addresses are. */
export function crc32Text(state: number, text: string): number {
  let next = state
  for (let i = 0; i < text.length; i++) next = crc32Byte(next, text.charCodeAt(i))
  return next
}

const table = Int32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  return value
})
