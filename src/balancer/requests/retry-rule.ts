import type { RetrySpec } from '../../model/balancer-spec.js'
import type { Outcome } from '../../strategies/strategy.js'

/** Which ends of a try are worth another. */
export class RetryRule {
  readonly count: number
  readonly #causes: ReadonlySet<string>
  /** 1 for each status that is. */
  readonly #statuses = new Uint8Array(1000)

  constructor({ count, on }: RetrySpec) {
    this.count = count
    this.#causes = new Set(on.filter(condition => typeof condition === 'string'))
    for (const condition of on) {
      if (typeof condition === 'number') this.#statuses[condition] = 1
      else if (condition === '5xx') this.#statuses.fill(1, 500, 600)
      else if (condition === 'gateway') this.#statuses.fill(1, 502, 505)
    }
  }

  /** @param tries so far, without hedges */
  allows(outcome: Outcome, tries: number, repeatable: boolean): boolean {
    const { cause } = outcome
    if (cause === 'answer' && this.#statuses[outcome.status] !== 1) return false
    if (tries > this.count || cause === 'cancelled') return false
    if (cause !== 'answer' && !this.#causes.has(cause)) return false
    // Where there was no connection, no backend has seen it.
    return repeatable || cause === 'connect'
  }
}
