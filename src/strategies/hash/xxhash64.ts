/**
 * xxHash64 (https://github.com/Cyan4973/xxHash, doc/xxhash_spec.md) without 64-bit numbers, which JavaScript has as objects
 * only: every quantity is a pair of 32-bit halves.
 */
export class XxHash64 {
  /** The halves of the last hash, each in [0, 2^32). */
  high = 0
  low = 0
  /** The number being computed; signed, as bitwise operators make them. */
  #h = 0
  #l = 0
  readonly #lanes = new Int32Array(8)

  /** Hashes the first `length` bytes. @param seed in [0, 2^32) */
  hash(bytes: Uint8Array, length: number, seed = 0): void {
    let at = 0
    if (length >= 32) {
      at = this.#stripes(bytes, length, seed)
    } else {
      this.#h = 0
      this.#l = seed
      this.#add(0x27d4eb2f, 0x165667c5)
    }
    this.#add(0, length)
    at = this.#words(bytes, at, length)
    for (; at < length; at++) {
      this.#xorProduct(0, bytes[at], 0x27d4eb2f, 0x165667c5)
      this.#rotate(11)
      this.#multiply(0x9e3779b1, 0x85ebca87)
    }
    this.#finish()
  }

  /** All whole stripes of 32 bytes; returns where they end. */
  #stripes(bytes: Uint8Array, length: number, seed: number): number {
    const lanes = this.#lanes
    this.#startLanes(seed)
    let at = 0
    for (; at + 32 <= length; at += 32) {
      for (let lane = 0; lane < 8; lane += 2) {
        this.#h = lanes[lane]
        this.#l = lanes[lane + 1]
        this.#round(wordAt(bytes, at + 4 * lane + 4), wordAt(bytes, at + 4 * lane))
        lanes[lane] = this.#h
        lanes[lane + 1] = this.#l
      }
    }
    this.#joinLanes()
    return at
  }

  #startLanes(seed: number): void {
    for (let lane = 0; lane < 8; lane += 2) {
      this.#h = 0
      this.#l = seed
      this.#add(starts[lane], starts[lane + 1])
      this.#lanes[lane] = this.#h
      this.#lanes[lane + 1] = this.#l
    }
  }

  #joinLanes(): void {
    const lanes = this.#lanes
    let [high, low] = [0, 0]
    for (let lane = 0; lane < 4; lane++) {
      this.#h = lanes[2 * lane]
      this.#l = lanes[2 * lane + 1]
      this.#rotate(turns[lane])
      this.#add(high, low)
      ;[high, low] = [this.#h, this.#l]
    }
    for (let lane = 0; lane < 8; lane += 2) {
      this.#h = this.#l = 0
      this.#round(lanes[lane], lanes[lane + 1])
      this.#h ^= high
      this.#l ^= low
      this.#multiply(0x9e3779b1, 0x85ebca87)
      this.#add(0x85ebca77, 0xc2b2ae63)
      ;[high, low] = [this.#h, this.#l]
    }
  }

  /** The whole words of eight and four bytes behind the stripes; returns where they end. */
  #words(bytes: Uint8Array, from: number, length: number): number {
    let at = from
    for (; at + 8 <= length; at += 8) {
      const [high, low] = [this.#h, this.#l]
      this.#h = this.#l = 0
      this.#round(wordAt(bytes, at + 4), wordAt(bytes, at))
      this.#h ^= high
      this.#l ^= low
      this.#rotate(27)
      this.#multiply(0x9e3779b1, 0x85ebca87)
      this.#add(0x85ebca77, 0xc2b2ae63)
    }
    if (at + 4 > length) return at
    this.#xorProduct(0, wordAt(bytes, at), 0x9e3779b1, 0x85ebca87)
    this.#rotate(23)
    this.#multiply(0xc2b2ae3d, 0x27d4eb4f)
    this.#add(0x165667b1, 0x9e3779f9)
    return at + 4
  }

  #finish(): void {
    this.#l ^= this.#h >>> 1
    this.#multiply(0xc2b2ae3d, 0x27d4eb4f)
    const shifted = this.#h >>> 29
    this.#l ^= (this.#h << 3) | (this.#l >>> 29)
    this.#h ^= shifted
    this.#multiply(0x165667b1, 0x9e3779f9)
    this.low = (this.#l ^ this.#h) >>> 0
    this.high = this.#h >>> 0
  }

  /** (number + word * prime2) rotated by 31, * prime1. */
  #round(high: number, low: number): void {
    const [h, l] = [this.#h, this.#l]
    this.#h = high
    this.#l = low
    this.#multiply(0xc2b2ae3d, 0x27d4eb4f)
    this.#add(h, l)
    this.#rotate(31)
    this.#multiply(0x9e3779b1, 0x85ebca87)
  }

  #xorProduct(high: number, low: number, primeHigh: number, primeLow: number): void {
    const [h, l] = [this.#h, this.#l]
    this.#h = high
    this.#l = low
    this.#multiply(primeHigh, primeLow)
    this.#h ^= h
    this.#l ^= l
  }

  #add(high: number, low: number): void {
    const sum = (this.#l >>> 0) + (low >>> 0)
    this.#h = (this.#h + high + (sum > 0xffffffff ? 1 : 0)) | 0
    this.#l = sum | 0
  }

  /** To the left, by 1 to 31 bits. */
  #rotate(bits: number): void {
    const [h, l] = [this.#h, this.#l]
    this.#h = (h << bits) | (l >>> (32 - bits))
    this.#l = (l << bits) | (h >>> (32 - bits))
  }

  /** The low halves make 64 bits, by products of 16; of the others only the low 32 matter. */
  #multiply(high: number, low: number): void {
    const [h, l] = [this.#h, this.#l]
    const [l0, l1, low0, low1] = [l & 0xffff, l >>> 16, low & 0xffff, low >>> 16]
    const crossA = Math.imul(l0, low1)
    const crossB = Math.imul(l1, low0)
    const middle = (Math.imul(l0, low0) >>> 16) + (crossA & 0xffff) + (crossB & 0xffff)
    const carried = Math.imul(l1, low1) + (crossA >>> 16) + (crossB >>> 16) + (middle >>> 16)
    this.#h = (carried + Math.imul(h, low) + Math.imul(l, high)) | 0
    this.#l = Math.imul(l, low)
  }
}

/** Where the four lanes start, besides the seed: prime1 + prime2, prime2, 0, -prime1. */
const starts = [0x60ea27ee, 0xadc0b5d6, 0xc2b2ae3d, 0x27d4eb4f, 0, 0, 0x61c8864e, 0x7a143579]

/** How far the lanes are rotated before they are added up. */
const turns = [1, 7, 12, 18]

function wordAt(bytes: Uint8Array, at: number): number {
  return bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24)
}
