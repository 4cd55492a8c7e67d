import { type Candidate, idealCandidate, idealStrategy, parseCandidates } from '../../bench/candidate.js'
import { LbbenchError } from '../../errors.js'
import type { Scenario } from '../../scenario/scenario.js'
import { virtualEngine } from '../../virtual/virtual-engine.js'
import type { Io } from '../io.js'
import { ownStrategiesIn } from '../own/own-strategies.js'

/**
 * Candidates of a sweep or a search, all in virtual time.
 * @throws LbbenchError USAGE, UNKNOWN_NAME or STRATEGY_FILE
 */
export async function virtualCandidates(list: string, io: Io): Promise<Candidate[]> {
  return parseCandidates(list, [virtualEngine.name], await ownStrategiesIn(list, io))
}

/** @throws LbbenchError SCENARIO where it cannot exist in virtual time */
export function mustBeVirtual(candidate: Candidate, scenario: Scenario): void {
  const reason = virtualEngine.refuses(candidate, scenario)
  if (reason !== undefined)
    throw new LbbenchError(
      'SCENARIO',
      `${scenario.name} cannot be run here: ${reason}`,
      'sweeps are in virtual time; "lbbench compare" runs it live',
    )
}

/** With what no strategy can be, last, unless it is listed or not wanted. */
export function withIdeal(candidates: readonly Candidate[], wanted: boolean): Candidate[] {
  const isListed = candidates.some(({ strategy }) => strategy === idealStrategy)
  return isListed || !wanted ? [...candidates] : [...candidates, idealCandidate]
}
