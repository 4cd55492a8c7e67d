/**
 * Backends in ascending order of a key; of equal keys, the lowest index. A binary heap that knows where each backend is,
 * so that any can be removed or moved in O(log n), not the first alone.
 *
 * Several heaps may share one `places` column (an entry a backend), as long as a backend is in one of them at a time.
 */
export class IndexedHeap {
  readonly #places: Int32Array
  #size = 0
  // Keys lie in the order of the heap, not of the backends: what is compared with each other then shares cache lines.
  #keys = new Float64Array(4)
  #backends = new Int32Array(4)

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

  /** Infinity where there is none. */
  get firstKey(): number {
    return this.#size === 0 ? Infinity : this.#keys[0]
  }

  keyOf(backend: number): number {
    return this.#keys[this.#places[backend]]
  }

  add(backend: number, key: number): void {
    if (this.#size === this.#keys.length) this.#grow()
    this.#rise(this.#size++, backend, key)
  }

  /** Gives a backend of this heap another key. */
  move(backend: number, key: number): void {
    const place = this.#places[backend]
    if (key < this.#keys[place]) this.#rise(place, backend, key)
    else this.#sink(place, backend, key)
  }

  /** Takes out a backend of this heap. The last takes its place. */
  remove(backend: number): void {
    const place = this.#places[backend]
    const last = --this.#size
    if (place === last) return
    const moved = this.#backends[last]
    const key = this.#keys[last]
    if (this.#precedes(moved, key, place)) this.#rise(place, moved, key)
    else this.#sink(place, moved, key)
  }

  #rise(from: number, backend: number, key: number): void {
    let place = from
    while (place > 0) {
      const parent = (place - 1) >> 1
      if (!this.#precedes(backend, key, parent)) break
      this.#put(place, this.#backends[parent], this.#keys[parent])
      place = parent
    }
    this.#put(place, backend, key)
  }

  #sink(from: number, backend: number, key: number): void {
    let place = from
    for (let child = 2 * place + 1; child < this.#size; child = 2 * place + 1) {
      const right = child + 1
      if (right < this.#size && this.#precedes(this.#backends[right], this.#keys[right], child)) child = right
      if (this.#precedes(backend, key, child)) break
      this.#put(place, this.#backends[child], this.#keys[child])
      place = child
    }
    this.#put(place, backend, key)
  }

  #precedes(backend: number, key: number, place: number): boolean {
    const other = this.#keys[place]
    return key < other || (key === other && backend < this.#backends[place])
  }

  #put(place: number, backend: number, key: number): void {
    this.#keys[place] = key
    this.#backends[place] = backend
    this.#places[backend] = place
  }

  #grow(): void {
    const [keys, backends] = [this.#keys, this.#backends]
    this.#keys = new Float64Array(2 * keys.length)
    this.#keys.set(keys)
    this.#backends = new Int32Array(2 * backends.length)
    this.#backends.set(backends)
  }
}
