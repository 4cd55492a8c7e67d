import type { BalancerWorld } from './balancer.js'
import type { Counts } from './counts.js'

/** Probes on their way from a strategy to the world. Those it sends while it starts wait until there is a balancer to answer to. */
export class Probes {
  readonly #world: BalancerWorld | undefined
  readonly #counts: Counts
  readonly #startMs: number
  /** Undefined once they are sent. */
  #early: number[] | undefined = []

  constructor(world: BalancerWorld | undefined, counts: Counts, startMs: number) {
    this.#world = world
    this.#counts = counts
    this.#startMs = startMs
  }

  send(backend: number, nowMs: number): void {
    if (this.#world === undefined) return
    this.#counts.at(nowMs).probes++
    if (this.#early === undefined) this.#world.probe(backend)
    else this.#early.push(backend)
  }

  /** The strategy has started, the balancer is at work. */
  ready(): void {
    if (this.#early!.length === 0) this.#early = undefined
  }

  nextMs(): number {
    return this.#early === undefined ? Infinity : this.#startMs
  }

  advance(): void {
    const early = this.#early
    this.#early = undefined
    if (early !== undefined) for (const backend of early) this.#world!.probe(backend)
  }
}
