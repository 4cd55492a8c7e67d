import { type Candidate, parseCandidates } from '../../bench/candidate.js'
import { LbbenchError } from '../../errors.js'
import type { Scenario } from '../../scenario/scenario.js'
import { virtualEngine } from '../../virtual/virtual-engine.js'

/**
 * Candidates of a sweep or a search, all in virtual time.
 * @throws LbbenchError USAGE or UNKNOWN_NAME
 */
export function virtualCandidates(list: string): Candidate[] {
  return parseCandidates(list, [virtualEngine.name])
}

/** @throws LbbenchError SCENARIO where it cannot exist in virtual time */
export function mustBeVirtual(candidate: Candidate, scenario: Scenario): void {
  const reason = virtualEngine.refuses(candidate, scenario)
  if (reason !== undefined) throw new LbbenchError('SCENARIO', `${scenario.name} cannot be run here: ${reason}`)
}
