import type { Pool } from '../strategy.js'

/** Backends by weight, each kind with something of its own, such as a queue; kinds come and go as weights change. */
export class WeightKinds<Kind> {
  /** One a weight there is, in any order. The array stays the same one. */
  readonly list: Kind[] = []
  readonly #pool: Pool
  readonly #create: (weight: number) => Kind
  readonly #byWeight = new Map<number, { readonly kind: Kind; members: number }>()
  readonly #kinds: Kind[]
  /** The weight under which each is listed. */
  readonly #weights: Int32Array

  constructor(pool: Pool, create: (weight: number) => Kind) {
    this.#pool = pool
    this.#create = create
    this.#weights = Int32Array.from(pool.weight)
    this.#kinds = Array.from(pool.weight, weight => this.#enter(weight))
  }

  of(backend: number): Kind {
    return this.#kinds[backend]
  }

  /** To be called where the weight of a backend changed. A kind nobody is of any more is dropped: it should be empty. */
  changed(backend: number): void {
    this.#leave(this.#weights[backend])
    this.#weights[backend] = this.#pool.weight[backend]
    this.#kinds[backend] = this.#enter(this.#weights[backend])
  }

  #enter(weight: number): Kind {
    let entry = this.#byWeight.get(weight)
    if (entry === undefined) {
      entry = { kind: this.#create(weight), members: 0 }
      this.#byWeight.set(weight, entry)
      this.list.push(entry.kind)
    }
    entry.members++
    return entry.kind
  }

  #leave(weight: number): void {
    const entry = this.#byWeight.get(weight)
    if (entry === undefined || --entry.members > 0) return
    this.#byWeight.delete(weight)
    this.list.splice(this.list.indexOf(entry.kind), 1)
  }
}
