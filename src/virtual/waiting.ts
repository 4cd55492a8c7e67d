/** Requests that the balancer holds, by slot, and what their clients are told where nothing comes of it. */
export class Waiting {
  /** A status; 0 where the request does not wait. */
  readonly #statuses: number[] = []

  hold(slot: number, status: number): void {
    while (this.#statuses.length <= slot) this.#statuses.push(0)
    this.#statuses[slot] = status
  }

  /** Where it waits, it is told this from now on. */
  excuse(slot: number, status: number): void {
    if (this.has(slot)) this.#statuses[slot] = status
  }

  has(slot: number): boolean {
    return slot < this.#statuses.length && this.#statuses[slot]! > 0
  }

  /** It waits no more. Returns the status, or 0 where it did not wait. */
  take(slot: number): number {
    if (!this.has(slot)) return 0
    const status = this.#statuses[slot]!
    this.#statuses[slot] = 0
    return status
  }

  move(from: number, to: number): void {
    const status = this.take(from)
    if (status > 0) this.hold(to, status)
  }
}
