import type { Candidate } from '../../../bench/candidate.js'
import { LbbenchError } from '../../../errors.js'
import type { Gate } from '../../../gate/gate.js'
import { regressionGates } from '../../../gate/regression-gates.js'
import type { Scenario } from '../../../scenario/scenario.js'
import type { Args } from '../../command.js'
import { defaultMaxRegression, maxRegressionOf } from '../../max-regression.js'
import type { Pair } from './against.js'

/**
 * The gates of a run head to head: no candidate may be worse than whom it is held against by more than --max-regression.
 * `candidates` are those that run: one that its engine refused is not judged.
 * @throws LbbenchError USAGE where --max-regression is wrong, or about nothing
 */
export function againstGates(
  pairs: readonly Pair[],
  { candidates, scenario, args }: { candidates: readonly Candidate[]; scenario: Scenario; args: Args },
): Gate[] {
  const given = args['max-regression'] as string | undefined
  if (given !== undefined && args.against === undefined && args.baseline === undefined)
    throw new LbbenchError(
      'USAGE',
      '--max-regression goes with --against or --baseline',
      'say what to hold candidates against: --against rr',
    )
  const limits = {
    maxRegression: maxRegressionOf(given ?? defaultMaxRegression),
    closedLoop: scenario.traffic.load.kind === 'closed',
  }
  const mayDecideOtherwise = args['allow-changed-decisions'] === true
  return pairs
    .filter(({ candidate }) => candidates.some(({ id }) => id === candidate))
    .flatMap(({ blind, ...pair }) =>
      regressionGates({ ...pair, ...limits, sameStrategy: blind && !mayDecideOtherwise }),
    )
}
