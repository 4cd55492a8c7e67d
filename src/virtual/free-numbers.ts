/** Small whole numbers for things that come and go: the last one given back is given out first, so columns by it stay short and warm. */
export class FreeNumbers {
  #free = new Int32Array(64)
  #count = 0
  #fresh = 0

  take(): number {
    return this.#count > 0 ? this.#free[--this.#count]! : this.#fresh++
  }

  release(number: number): void {
    if (this.#count === this.#free.length) {
      const longer = new Int32Array(this.#count * 2)
      longer.set(this.#free)
      this.#free = longer
    }
    this.#free[this.#count++] = number
  }
}
