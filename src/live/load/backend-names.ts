/** So many names of backends are told apart beyond those known beforehand; the rest is `others`. */
const mostNames = 512

/** Stands for all backends beyond: a header with a number of its own for each request names no backends. */
export const others = 'other'

/** Names that answers bear -> indices, those known beforehand first. */
export class BackendNames {
  readonly #indexOf: Map<string, number>
  readonly #mostNames: number

  /** @param collects whether names that are not known yet become known as they come */
  constructor(known: readonly string[], collects: boolean) {
    this.#indexOf = new Map(known.map((name, index) => [name, index]))
    this.#mostNames = collects ? known.length + mostNames : 0
  }

  /** -1 where it is not known. */
  indexOf(name: string): number {
    const index = this.#indexOf.get(name)
    if (index !== undefined) return index
    if (this.#mostNames === 0) return -1
    return this.#indexOf.size < this.#mostNames ? this.#add(name) : (this.#indexOf.get(others) ?? this.#add(others))
  }

  /** All of them, by their indices. */
  get all(): string[] {
    return [...this.#indexOf.keys()]
  }

  #add(name: string): number {
    const index = this.#indexOf.size
    this.#indexOf.set(name, index)
    return index
  }
}
