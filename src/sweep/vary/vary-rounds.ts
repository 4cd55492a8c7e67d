import { hasHugeRounds } from '../../bench/plan.js'
import type { Scenario } from '../../scenario/scenario.js'
import { plannedRequests } from '../trial-length.js'

/** So many, as chance decides when a check comes, and in one round of a few a sound backend is put out. */
export const mostRounds = 20

/** Of an interval over rounds that is not much wider for want of them: Student's factor is 12.7 at two, 3.2 at four, 2.1 at twenty. */
const leastRounds = 4

/** Requests in all, over rounds; a core answers some 400,000 a second in virtual time. */
const mostRequests = 20_000_000

/** Rounds where nobody says how many: fewer where they are long, and one where another one would tell little more. */
export function varyRounds(scenarios: readonly Scenario[], candidates: number): number {
  if (scenarios.some(hasHugeRounds)) return 1
  const requests = scenarios.reduce((sum, scenario) => sum + plannedRequests(scenario), 0) * candidates
  return Math.min(mostRounds, Math.max(leastRounds, Math.floor(mostRequests / Math.max(1, requests))))
}
