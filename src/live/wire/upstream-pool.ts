import { type Destination, Upstream, type UpstreamOwner, type UpstreamTimes } from './upstream.js'

/** The connections to one backend. Idle ones are reused last in, first out: the warmest first, the others may expire. */
export class UpstreamPool {
  readonly destination: Destination
  readonly #times: UpstreamTimes
  readonly #maxIdle: number
  readonly #idle: Upstream[] = []
  readonly #all = new Set<Upstream>()
  /** Connections ever opened. */
  opened = 0

  constructor(destination: Destination, times: UpstreamTimes, maxIdle: number) {
    this.destination = destination
    this.#times = times
    this.#maxIdle = maxIdle
  }

  get idle(): number {
    return this.#idle.length
  }

  /** An idle connection, or a new one. */
  take(owner: UpstreamOwner): Upstream {
    const upstream = this.#idle.pop()
    if (upstream === undefined) return this.open(owner)
    upstream.reused = true
    upstream.owner = owner
    return upstream
  }

  /** A new connection; `write` to it at once. */
  open(owner: UpstreamOwner): Upstream {
    const upstream = new Upstream(this.destination, this.#times, this.#forget)
    upstream.owner = owner
    this.opened++
    this.#all.add(upstream)
    return upstream
  }

  /** Back from its owner, fit for another request. */
  put(upstream: Upstream, nowMs: number): void {
    upstream.owner = undefined
    upstream.idleSinceMs = nowMs
    if (this.#idle.length < this.#maxIdle) this.#idle.push(upstream)
    else upstream.destroy()
  }

  /** Closes the connections that have idled since `sinceMs` or longer: the lowest ones, as the others came later. */
  expire(sinceMs: number): void {
    while (this.#idle.length > 0 && this.#idle[0]!.idleSinceMs <= sinceMs) this.#idle.shift()!.destroy()
  }

  destroy(): void {
    for (const upstream of this.#all) upstream.destroy()
  }

  readonly #forget = (upstream: Upstream): void => {
    this.#all.delete(upstream)
    const at = this.#idle.lastIndexOf(upstream)
    if (at >= 0) this.#idle.splice(at, 1)
  }
}
