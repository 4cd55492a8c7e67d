/** The session cookie each client keeps, as a browser would, and the one each request came with. */
export class CookieJars {
  readonly #lifeMs: number
  /** By client. */
  readonly #kept = new Map<number, { readonly value: string; readonly untilMs: number }>()
  /** By slot of a request under way: later tries of it carry what it came with. */
  readonly #carried = new Map<number, string>()

  /** @param ttlMs in whole seconds on the wire (`Max-Age`), so here too: a fraction is rounded up */
  constructor(ttlMs: number) {
    this.#lifeMs = Math.ceil(ttlMs / 1000) * 1000
  }

  /** The client sends a request; asked again for the same request nothing changes. */
  carry(slot: number, client: number, nowMs: number): void {
    if (this.#carried.has(slot)) return
    const kept = this.#kept.get(client)
    this.#carried.set(slot, kept !== undefined && nowMs < kept.untilMs ? kept.value : '')
  }

  /** '' where the request came without one. */
  value(slot: number): string {
    return this.#carried.get(slot) ?? ''
  }

  move(from: number, to: number): void {
    const value = this.#carried.get(from)
    this.#carried.delete(from)
    if (value !== undefined) this.#carried.set(to, value)
  }

  /** The request is over. */
  drop(slot: number): void {
    this.#carried.delete(slot)
  }

  /** An answer gives the client this one. */
  keep(client: number, value: string, nowMs: number): void {
    this.#kept.set(client, { value, untilMs: nowMs + this.#lifeMs })
  }
}
