/** FNV-1a of 32 bits (Fowler, Noll, Vo). A state is also the hash of what has been read, as a signed number. */
export const fnv32Start = 0x811c9dc5 | 0

/** Reads the first `length` bytes. */
export function fnv32(state: number, bytes: Uint8Array, length = bytes.length): number {
  let next = state
  for (let i = 0; i < length; i++) next = Math.imul(next ^ bytes[i], 0x01000193)
  return next
}

/** FNV-1a of 64 bits, in halves: the prime is 2^40 + 435. */
export class Fnv64 {
  /** The halves of the hash of what has been read, each in [0, 2^32). */
  high = 0xcbf29ce4
  low = 0x84222325

  /** Goes on from what another has read. */
  from({ high, low }: Fnv64): this {
    this.high = high
    this.low = low
    return this
  }

  /** Reads the first `length` bytes. */
  read(bytes: Uint8Array, length = bytes.length): this {
    for (let i = 0; i < length; i++) {
      const low = (this.low ^ bytes[i]) >>> 0
      const product = low * 435
      this.high = (Math.imul(this.high, 435) + Math.floor(product / 4294967296) + (low << 8)) >>> 0
      this.low = product >>> 0
    }
    return this
  }
}
