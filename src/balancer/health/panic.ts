import type { HealthSpec } from '../../model/balancer-spec.js'
import type { Tiers } from '../tiers.js'

/**
 * Where too few are healthy, health is ignored: better a sick backend than one that drowns. While one tier is sound nobody
 * panics: its backends serve. As Envoy's panic threshold over its priorities, and as the fail-open of cloud balancers.
 */
export class Panic {
  readonly #tiers: Tiers
  readonly #spec: HealthSpec['panic']

  constructor(spec: HealthSpec['panic'], tiers: Tiers) {
    this.#spec = spec
    this.#tiers = tiers
  }

  /** Health has changed. */
  judge(): void {
    const panics = this.#tiers.all.every(({ pool }) => !this.#isSound(pool.healthy, pool.members))
    for (const { pool } of this.#tiers.all) pool.ignoreHealth(panics)
  }

  #isSound(healthy: number, members: number): boolean {
    const { belowCount, belowShare } = this.#spec
    return members > 0 && healthy >= belowCount && healthy >= belowShare * members
  }
}
