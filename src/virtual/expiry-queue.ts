/**
 * Who has to be given up, and when. All wait equally long from a time that stands in the request table, so those in flight are a queue;
 * ones that have ended (their time is another now, or NaN) are passed over when they come to its head, and never searched for.
 */
export class ExpiryQueue {
  readonly #delayMs: number
  readonly #place: number
  #slots = new Int32Array(64)
  #startsMs = new Float64Array(64)
  #head = 0
  #size = 0

  /** @param place of the time in `RequestTable.facts` that the delay runs from */
  constructor(delayMs: number, place: number) {
    this.#delayMs = delayMs
    this.#place = place
  }

  /** Times come in ascending order. @param facts of all slots; here to let go of those that have ended */
  push(slot: number, startMs: number, facts: Float64Array): void {
    this.#skipEnded(facts)
    if (this.#size === this.#slots.length) this.#grow()
    const at = (this.#head + this.#size++) & (this.#slots.length - 1)
    this.#slots[at] = slot
    this.#startsMs[at] = startMs
  }

  /** When to look next, ms: nobody expires before. Infinity where nobody waits. */
  get headMs(): number {
    return this.#size === 0 ? Infinity : this.#startsMs[this.#head]! + this.#delayMs
  }

  /** Takes one that has not ended and whose time has come; -1 where there is none. */
  expired(nowMs: number, facts: Float64Array): number {
    this.#skipEnded(facts)
    if (this.headMs > nowMs) return -1
    const slot = this.#slots[this.#head]!
    this.#shift()
    return slot
  }

  #skipEnded(facts: Float64Array): void {
    while (this.#size > 0 && facts[8 * this.#slots[this.#head]! + this.#place] !== this.#startsMs[this.#head])
      this.#shift()
  }

  #shift(): void {
    this.#head = (this.#head + 1) & (this.#slots.length - 1)
    this.#size--
  }

  /** The length is a power of two, so that a mask wraps. */
  #grow(): void {
    const slots = new Int32Array(this.#size * 2)
    const startsMs = new Float64Array(this.#size * 2)
    for (let i = 0; i < this.#size; i++) {
      const at = (this.#head + i) & (this.#size - 1)
      slots[i] = this.#slots[at]!
      startsMs[i] = this.#startsMs[at]!
    }
    this.#slots = slots
    this.#startsMs = startsMs
    this.#head = 0
  }
}
