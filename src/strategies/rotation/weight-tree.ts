/** The weights of a list of backends as a tree of segments: whatever is asked of all of them takes O(log n). 0: not there. */
export class WeightTree {
  readonly #leaves: number
  /** Entry 1 is the root, and 2i and 2i + 1 are below entry i. */
  readonly #greatest: Int32Array
  readonly #divisors: Int32Array

  constructor(size: number) {
    let leaves = 1
    while (leaves < size) leaves *= 2
    this.#leaves = leaves
    this.#greatest = new Int32Array(2 * leaves)
    this.#divisors = new Int32Array(2 * leaves)
  }

  /** 0 where there is nobody. */
  get greatest(): number {
    return this.#greatest[1]
  }

  /** The greatest common divisor; 0 where there is nobody. */
  get divisor(): number {
    return this.#divisors[1]
  }

  set(backend: number, weight: number): void {
    let node = this.#leaves + backend
    this.#greatest[node] = weight
    this.#divisors[node] = weight
    for (node >>= 1; node > 0; node >>= 1) {
      const [left, right] = [2 * node, 2 * node + 1]
      this.#greatest[node] = Math.max(this.#greatest[left], this.#greatest[right])
      this.#divisors[node] = greatestCommonDivisor(this.#divisors[left], this.#divisors[right])
    }
  }

  /** The first backend from `from` on of at least that weight, -1 where there is none. `least` is above 0. */
  find(from: number, least: number): number {
    if (from >= this.#leaves) return -1
    let node = this.#leaves + from
    // Up until there is one to the right, then down to the first of them.
    while (this.#greatest[node] < least) {
      while ((node & 1) === 1) node >>= 1
      if (node === 0) return -1
      node++
    }
    while (node < this.#leaves) node = this.#greatest[2 * node] >= least ? 2 * node : 2 * node + 1
    return node - this.#leaves
  }
}

/** Euclid's; of 0 and any other it is the other. */
export function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b)
}
