import type { StickySpec } from '../../model/balancer-spec.js'
import type { RoutedRequest } from '../balancer.js'
import { blocks } from '../pool.js'
import type { Tiers } from '../tiers.js'
import { none, type Sessions } from './sessions.js'

/**
 * The client's hash says where it belongs, by weighted rendezvous over all in the pool (backups where there is nobody else):
 * nothing is remembered, and where one backend is away only its clients move, each to the next in its own ranking, and
 * return with it.
 *
 * Source: Thaler and Ravishankar, A Name-Based Mapping Scheme for Rendezvous (1996).
 */
export class ClientSessions implements Sessions {
  readonly #tiers: Tiers
  readonly #capacity: number
  readonly #seeds: Int32Array
  readonly #weights: readonly number[]
  /** Homes of clients that were seen of late: to rank a large pool for each request would cost more than all else. */
  readonly #homes = new Map<string, number>()

  /** @param backends names and configured weights, in the balancer's numbering */
  constructor(
    { capacity }: StickySpec,
    tiers: Tiers,
    backends: readonly { readonly name: string; readonly weight: number }[],
  ) {
    this.#tiers = tiers
    this.#capacity = capacity
    this.#seeds = Int32Array.from(backends, ({ name }) => hashOf(name, fnvBasis))
    this.#weights = backends.map(({ weight }) => weight)
  }

  find({ client }: RoutedRequest): number {
    const known = this.#homes.get(client)
    if (known !== undefined) return known
    const away = blocks.left | blocks.down
    const home = this.#best(client, backend => this.#tiers.servesBut(backend, 255 & ~away))
    if (this.#homes.size >= this.#capacity) this.#homes.clear()
    this.#homes.set(client, home)
    return home
  }

  bind(): void {}

  isOld(): boolean {
    return true
  }

  instead({ client }: RoutedRequest, tried: readonly number[]): number {
    return this.#best(client, backend => this.#tiers.servesBut(backend, 0) && !tried.includes(backend))
  }

  membersChanged(): void {
    this.#homes.clear()
  }

  /** The first in the client's ranking for which this holds. */
  #best(client: string, holds: (backend: number) => boolean): number {
    const first = this.#bestOfTier(client, holds, 0)
    return first !== none || this.#tiers.all.length === 1 ? first : this.#bestOfTier(client, holds, 1)
  }

  #bestOfTier(client: string, holds: (backend: number) => boolean, rank: number): number {
    let best = none
    let leastCost = Infinity
    for (let backend = 0; backend < this.#seeds.length; backend++) {
      if (this.#tiers.rankOf(backend) !== rank || !holds(backend)) continue
      // An exponential draw at the rate of the weight: the least of them is each backend's in proportion to its weight.
      const uniform = (avalanche(hashOf(client, this.#seeds[backend]!)) + 0.5) / 4_294_967_296
      const cost = -Math.log(uniform) / this.#weights[backend]!
      if (cost < leastCost) {
        leastCost = cost
        best = backend
      }
    }
    return best
  }
}

const fnvBasis = 0x811c9dc5

/** FNV-1a of the text, from this state on. */
function hashOf(text: string, basis: number): number {
  let hash = basis
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash
}

/** murmur3's finaliser: FNV alone leaves the high bits of like texts alike. In [0, 2^32). */
function avalanche(value: number): number {
  let h = value
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}
