/** Sums over the beginning of a column whose entries change: a Fenwick tree, O(log n) for either. */
export class RunningSums {
  readonly #values: Float64Array
  readonly #tree: Float64Array
  /** The sum of all. */
  total = 0

  constructor(size: number) {
    this.#values = new Float64Array(size)
    this.#tree = new Float64Array(size + 1)
  }

  set(index: number, value: number): void {
    const change = value - this.#values[index]
    if (change === 0) return
    this.#values[index] = value
    this.total += change
    for (let i = index + 1; i < this.#tree.length; i += i & -i) this.#tree[i] += change
  }

  /** The sum of all entries before that one. */
  before(index: number): number {
    let sum = 0
    for (let i = index; i > 0; i -= i & -i) sum += this.#tree[i]
    return sum
  }
}
