import { drawn, servers } from './arbitraries.js'
import type { Case } from './case.js'
import type { Addresses } from './letter-backends.js'

/**
 * So many of each suite's cases are run with all other tests: every variant is among them, and where somebody broke a
 * strategy that is named after a product, hardly a case is left that agrees. `npm run conformance` runs all.
 */
export const firstCases = 25

/** A strategy, and what of it is compared with a product. */
export interface Suite {
  readonly strategy: string
  readonly what: string
  /** `order`: every request goes to the same backend. `shares`: counts come from one distribution, p > 1e-6 in each case. */
  readonly kind: 'order' | 'shares'
  /** How many cases go on at the same time; each has a pool of its own in the product. 12 where it is left out. */
  readonly atOnce?: number
  /** At least a hundred; as many, with as many requests, wherever the backends listen. */
  cases(backends: Addresses): readonly Case[]
}

/** How a request's draws come out, over five servers: the chi-square of the tests takes odd numbers only. */
export function shares(candidate: string, what: string, directives: readonly string[], maxWeight: number): Suite {
  return {
    strategy: candidate.replace(/\?.*/, ''),
    what,
    kind: 'shares',
    cases: backends =>
      drawn(servers(backends, { minServers: 5, maxServers: 5, maxWeight }), 1).map((entries, seed) => ({
        candidate,
        backends: entries.join(','),
        script: '100x get',
        seed,
        directives,
      })),
  }
}
