import { type BalancerStats, noStats } from '../model/balancer-stats.js'

/** Where a balancer counts what it does: before measuring begins in vain. */
export class Counts {
  readonly stats: BalancerStats = noStats()
  readonly #before: BalancerStats = noStats()
  readonly #epochMs: number

  constructor(epochMs: number) {
    this.#epochMs = epochMs
  }

  /** The counts for what happens at that time. */
  at(nowMs: number): BalancerStats {
    return nowMs >= this.#epochMs ? this.stats : this.#before
  }
}
