import { AvailableList } from '../available-list.js'
import type { Chooser, Pool } from '../strategy.js'
import { WeightCensus } from '../weight-census.js'
import { EdfSchedule } from './edf-schedule.js'

export interface EdfRules {
  /** The weight by which a backend's next deadline is set, above 0. */
  weightOf(backend: number): number
  /** The choice while all weigh the same, from the available ones, of which there is one at least. */
  pickAlike(available: AvailableList): number
  /** A whole number: so many turns, modulo how many are available, are over when a schedule begins. */
  readonly seed: number
}

/**
 * How Envoy's round robin and least request are built: backends of equal weight are chosen in a way of their own, others by
 * earliest deadline.
 *
 * Envoy makes its schedule anew whenever a host's health changes; here a backend leaves the running one and comes back to
 * it, for that happens on every retry. Envoy compares the weights of the healthy hosts, here all are compared.
 *
 * Source: Envoy source/extensions/load_balancing_policies/common/load_balancer_impl.cc (EdfLoadBalancerBase)
 */
export function edfUnlessAlike(
  pool: Pool,
  { weightOf, pickAlike, seed }: EdfRules,
): Required<Pick<Chooser, 'pick' | 'changed'>> {
  const list = new AvailableList(pool)
  const census = new WeightCensus(pool)
  const schedule = new EdfSchedule(pool, weightOf)
  let alike = true

  /** Weights that were equal so far and differ now begin a schedule. */
  function settle(): void {
    if (census.alike === alike) return
    alike = census.alike
    if (alike) return
    schedule.restart()
    if (list.size > 0) for (let turns = seed % list.size; turns > 0; turns--) schedule.take()
  }

  settle()
  return {
    pick() {
      if (!alike) return schedule.take()
      return list.size === 0 ? -1 : pickAlike(list)
    },
    changed(backend) {
      list.changed(backend)
      schedule.changed(backend)
      census.changed(backend)
      settle()
    },
  }
}

/** Any number Envoy's `seed_` may be, as far as it matters. */
export const seeds = 0x7fff_ffff
