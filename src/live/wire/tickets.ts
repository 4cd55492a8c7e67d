/** Gives each of those under way a number of its own, small ones again and again, and finds them by it. */
export class Tickets<T> {
  readonly #holders: (T | undefined)[] = []
  readonly #free: number[] = []

  take(holder: T): number {
    const ticket = this.#free.pop() ?? this.#holders.length
    this.#holders[ticket] = holder
    return ticket
  }

  /** Undefined where nobody has that number now. */
  holder(ticket: number): T | undefined {
    return this.#holders[ticket]
  }

  /** All of them. */
  holders(): readonly T[] {
    return this.#holders.filter(holder => holder !== undefined)
  }

  release(ticket: number): void {
    this.#holders[ticket] = undefined
    this.#free.push(ticket)
  }
}
