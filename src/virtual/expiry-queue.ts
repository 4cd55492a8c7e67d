const left = -1

/**
 * Who has to be given up, and when. All wait equally long, so those in flight are a queue. Who ends leaves a gap in it, so
 * that nobody has to be searched for.
 */
export class ExpiryQueue {
  readonly #delayMs: number
  #slots = new Int32Array(64)
  #startsMs = new Float64Array(64)
  /** Numbers of the first entry and of the one after the last; both only grow. */
  #first = 0
  #end = 0

  constructor(delayMs: number) {
    this.#delayMs = delayMs
  }

  /** Times come in ascending order. Returns the place in the queue, for `leave`; counts around at 2^31. */
  push(slot: number, startMs: number): number {
    if (this.#end - this.#first === this.#slots.length) this.#grow()
    const at = this.#end & (this.#slots.length - 1)
    this.#slots[at] = slot
    this.#startsMs[at] = startMs
    return this.#end++ & 0x7fffffff
  }

  /** It has ended. @param place as `push` returned it; once only */
  leave(place: number): void {
    this.#slots[place & (this.#slots.length - 1)] = left
    this.#skip()
  }

  /** Another one waits in its place. */
  replace(place: number, slot: number): void {
    this.#slots[place & (this.#slots.length - 1)] = slot
  }

  /** When the first one expires, ms; Infinity where nobody waits. */
  get headMs(): number {
    return this.#first === this.#end
      ? Infinity
      : this.#startsMs[this.#first & (this.#slots.length - 1)]! + this.#delayMs
  }

  /** Takes one whose time has come; -1 where there is none. */
  expired(nowMs: number): number {
    if (this.headMs > nowMs) return -1
    return this.take()
  }

  /** Takes the first one; -1 where nobody waits. */
  take(): number {
    if (this.#first === this.#end) return -1
    const slot = this.#slots[this.#first & (this.#slots.length - 1)]!
    this.#first++
    this.#skip()
    return slot
  }

  #skip(): void {
    while (this.#first < this.#end && this.#slots[this.#first & (this.#slots.length - 1)] === left) this.#first++
  }

  /** The length is a power of two, so that a mask wraps. */
  #grow(): void {
    const length = this.#slots.length
    const slots = new Int32Array(2 * length)
    const startsMs = new Float64Array(2 * length)
    for (let place = this.#first; place < this.#end; place++) {
      slots[place & (2 * length - 1)] = this.#slots[place & (length - 1)]!
      startsMs[place & (2 * length - 1)] = this.#startsMs[place & (length - 1)]!
    }
    this.#slots = slots
    this.#startsMs = startsMs
  }
}
