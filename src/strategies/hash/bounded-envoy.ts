import type { Random } from '../../model/random.js'
import type { Chooser, Options, Pool } from '../strategy.js'
import { envoyHashOf } from './envoy-hash.js'
import { createEnvoyRing } from './envoy-ring.js'
import { createLoadTotal, slotsFor } from './load-total.js'
import { Mt19937 } from './mt19937.js'
import { requestKey } from './request-key.js'

/**
 * Envoy `hash_balance_factor` on its ring: a host is overloaded once it has more requests than its share of all slots,
 * rounded up; so one more than with HAProxy. Then the others are asked in an order shuffled by a Mersenne Twister that the
 * hash seeds; where all are overloaded the least overloaded serves.
 *
 * A pick takes O(1) for each host that is asked: one, but for hot keys and narrow factors.
 *
 * Source: envoy source/extensions/load_balancing_policies/common/thread_aware_lb_impl.cc (BoundedLoadHashingLoadBalancer).
 */
export function boundedEnvoy(pool: Pool, options: Options, chance: Random): Chooser {
  const { available, inFlight } = pool
  const ring = createEnvoyRing(pool, options)
  const hashOf = envoyHashOf(requestKey(options), chance)
  const load = createLoadTotal(pool)
  const shuffle = createShuffle()

  /** Of its slots, the part that is taken. */
  function overload(host: number): number {
    const slots = Math.ceil(slotsFor(load.inFlight, Number(options.factor)) * ring.share[host])
    return inFlight[host] / Math.max(1, slots)
  }

  return {
    pick(request) {
      const hash = hashOf(request)
      const first = ring.at(hash)
      if (first === -1) return -1
      let best = first
      let least = overload(first)
      if (least <= 1) return first
      shuffle.begin(hash.low, ring.hosts.length)
      for (let place = shuffle.next(); place !== -1; place = shuffle.next()) {
        const host = ring.hosts[place]
        if (host === first || available[host] === 0) continue
        const taken = overload(host)
        if (taken < least) [best, least] = [host, taken]
        if (taken <= 1) break
      }
      return best
    },
    sent: load.sent,
    answered: load.answered,
    changed: ring.changed,
  }
}

/** The numbers below a size in an order that a seed decides; only as much of it is shuffled as is asked for. */
function createShuffle() {
  const twister = new Mt19937()
  let order = new Uint32Array(0)
  /** What each number was swapped with, to be undone before the next order begins. */
  const swaps: number[] = []
  let size = 0

  /** Uniform below k: draws over the end are drawn again. */
  function below(k: number): number {
    const width = Math.floor(4294967296 / k)
    let drawn = k
    while (drawn >= k) drawn = Math.floor(twister.next() / width)
    return drawn
  }

  function swap(a: number, b: number): void {
    const held = order[a]
    order[a] = order[b]
    order[b] = held
  }

  return {
    begin(seed: number, count: number): void {
      while (swaps.length > 0) swap(swaps.length - 1, swaps.pop()!)
      if (order.length < count) order = Uint32Array.from({ length: count }, (_, i) => i)
      size = count
      twister.seed(seed)
    },
    /** -1 behind the last. */
    next(): number {
      const at = swaps.length
      if (at === size) return -1
      const other = at + below(size - at)
      swaps.push(other)
      swap(at, other)
      return order[at]
    },
  }
}
