/**
 * The decisions of a trial, packed: about a byte each before compression, where a line of a trace takes thirty. One number a
 * decision, as LEB128 has them: twice the backend's index, plus 1 where the request is not the next one of the workload on its
 * first try; then follow its row, as a zigzag distance from that next one, and its try.
 */

/** A request goes to a backend: row from 0, try from 1, backend by index. */
export interface PackedDecision {
  readonly row: number
  readonly attempt: number
  readonly backend: number
}

/** Packs decisions one by one, in the order of virtual time. */
export class DecisionPacker {
  readonly #block: Uint8Array
  readonly #full: (block: Uint8Array) => void
  #length = 0
  #next = 0

  /** @param full called with each block; it is written over afterwards */
  constructor(full: (block: Uint8Array) => void, blockBytes = 1 << 16) {
    this.#block = new Uint8Array(blockBytes + 4 * mostBytes)
    this.#full = full
  }

  add(row: number, attempt: number, backend: number): void {
    const usual = row === this.#next && attempt === 1
    this.#put(2 * backend + (usual ? 0 : 1))
    if (!usual) {
      const distance = row - this.#next
      this.#put(distance < 0 ? -2 * distance - 1 : 2 * distance)
      this.#put(attempt)
    }
    if (row >= this.#next) this.#next = row + 1
    if (this.#length >= this.#block.length - 3 * mostBytes) this.flush()
  }

  /** What is left goes out. */
  flush(): void {
    this.#full(this.#block.subarray(0, this.#length))
    this.#length = 0
  }

  #put(value: number): void {
    let rest = value
    for (; rest >= 128; rest = Math.floor(rest / 128)) this.#block[this.#length++] = (rest % 128) + 128
    this.#block[this.#length++] = rest
  }
}

/** Bytes of the largest safe integer. */
const mostBytes = 8

/**
 * The decisions again, one by one.
 * @throws RangeError where the bytes end in the middle of one
 */
export function* unpackDecisions(bytes: Uint8Array): Generator<PackedDecision> {
  let at = 0
  const take = (): number => {
    for (let value = 0, factor = 1; ; factor *= 128) {
      const byte = bytes[at++]
      if (byte === undefined) throw new RangeError('the decisions are cut off')
      value += (byte % 128) * factor
      if (byte < 128) return value
    }
  }
  for (let next = 0; at < bytes.length; ) {
    const first = take()
    const usual = first % 2 === 0
    const zigzag = usual ? 0 : take()
    const row = next + (zigzag % 2 === 1 ? -(zigzag + 1) / 2 : zigzag / 2)
    yield { row, attempt: usual ? 1 : take(), backend: Math.floor(first / 2) }
    if (row >= next) next = row + 1
  }
}
