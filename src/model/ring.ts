/** A queue of whole numbers, first in first out, that grows and never shrinks: nothing is allocated once it is long enough. */
export class Ring {
  #items = new Int32Array(16)
  #head = 0
  #size = 0
  #shifted = 0

  get size(): number {
    return this.#size
  }

  /** The oldest; undefined behaviour where there is none, as for `shift`. */
  get first(): number {
    return this.#items[this.#head]!
  }

  /** Returns its place for `replace`: 0 for the first item ever pushed, 1 for the next, ... */
  push(item: number): number {
    if (this.#size === this.#items.length) this.#grow()
    this.#items[(this.#head + this.#size) & (this.#items.length - 1)] = item
    return this.#shifted + this.#size++
  }

  /** Puts another item in the place of one that is still here. */
  replace(place: number, item: number): void {
    this.#items[(this.#head + place - this.#shifted) & (this.#items.length - 1)] = item
  }

  /** Takes the oldest. Ask for the size first. */
  shift(): number {
    const item = this.#items[this.#head]!
    this.#head = (this.#head + 1) & (this.#items.length - 1)
    this.#size--
    this.#shifted++
    return item
  }

  /** Takes all, oldest first. */
  drain(): number[] {
    const items: number[] = []
    while (this.#size > 0) items.push(this.shift())
    return items
  }

  /** The length is a power of two, so that a mask wraps. */
  #grow(): void {
    const longer = new Int32Array(this.#items.length * 2)
    for (let i = 0; i < this.#size; i++) longer[i] = this.#items[(this.#head + i) & (this.#items.length - 1)]!
    this.#items = longer
    this.#head = 0
  }
}
