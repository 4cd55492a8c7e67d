/** Which backends each request has tried, in order. Only of requests that are not served at the first go is anything written down. */
export class TriedBackends {
  readonly #tried = new Map<number, number[]>()

  /** By slot, so that the request may be under way without an entry. */
  of(slot: number): readonly number[] {
    return this.#tried.size === 0 ? none : (this.#tried.get(slot) ?? none)
  }

  add(slot: number, backend: number): void {
    const tried = this.#tried.get(slot)
    if (tried === undefined) this.#tried.set(slot, [backend])
    else tried.push(backend)
  }

  move(from: number, to: number): void {
    const tried = this.#tried.get(from)
    this.#tried.delete(from)
    if (tried !== undefined) this.#tried.set(to, tried)
  }

  /** Forgets the request; returns how many there were. */
  close(slot: number): number {
    const { length } = this.of(slot)
    if (length > 0) this.#tried.delete(slot)
    return length
  }
}

const none: readonly number[] = []
