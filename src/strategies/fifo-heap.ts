/**
 * Backends in ascending order of a key; of equal keys, the one that was added first. A binary heap that knows where each
 * backend is, so that any can be removed in O(log n).
 *
 * Several heaps may share one `places` column (an entry a backend), as long as a backend is in one of them at a time.
 */
export class FifoHeap {
  readonly #places: Int32Array
  #size = 0
  #arrivals = 0
  readonly #keys: number[] = []
  /** When each was added; whole numbers, exact up to 2^53. */
  readonly #orders: number[] = []
  readonly #backends: number[] = []

  constructor(places: Int32Array) {
    this.#places = places
  }

  get size(): number {
    return this.#size
  }

  /** The backend with the smallest key, -1 where there is none. */
  get first(): number {
    return this.#size === 0 ? -1 : this.#backends[0]
  }

  keyOf(backend: number): number {
    return this.#keys[this.#places[backend]]
  }

  /** When a backend of this heap was added. */
  orderOf(backend: number): number {
    return this.#orders[this.#places[backend]]
  }

  /** @param order what `orderOf` said, for one that is put back in its place */
  add(backend: number, key: number, order = this.#arrivals++): void {
    this.#rise(this.#size++, backend, key, order)
  }

  /** Takes out a backend of this heap. The last takes its place. */
  remove(backend: number): void {
    const place = this.#places[backend]
    const last = --this.#size
    if (place === last) return
    const [moved, key, order] = [this.#backends[last], this.#keys[last], this.#orders[last]]
    if (this.#precedes(key, order, place)) this.#rise(place, moved, key, order)
    else this.#sink(place, moved, key, order)
  }

  clear(): void {
    this.#size = 0
  }

  #rise(from: number, backend: number, key: number, order: number): void {
    let place = from
    while (place > 0) {
      const parent = (place - 1) >> 1
      if (!this.#precedes(key, order, parent)) break
      this.#put(place, this.#backends[parent], this.#keys[parent], this.#orders[parent])
      place = parent
    }
    this.#put(place, backend, key, order)
  }

  #sink(from: number, backend: number, key: number, order: number): void {
    let place = from
    for (let child = 2 * place + 1; child < this.#size; child = 2 * place + 1) {
      const right = child + 1
      if (right < this.#size && this.#precedes(this.#keys[right], this.#orders[right], child)) child = right
      if (this.#precedes(key, order, child)) break
      this.#put(place, this.#backends[child], this.#keys[child], this.#orders[child])
      place = child
    }
    this.#put(place, backend, key, order)
  }

  #precedes(key: number, order: number, place: number): boolean {
    const other = this.#keys[place]
    return key < other || (key === other && order < this.#orders[place])
  }

  #put(place: number, backend: number, key: number, order: number): void {
    this.#keys[place] = key
    this.#orders[place] = order
    this.#backends[place] = backend
    this.#places[backend] = place
  }
}
