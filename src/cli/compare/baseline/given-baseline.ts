import { resolve } from 'node:path'
import type { Baseline } from '../../../baseline/baseline.js'
import { readBaseline } from '../../../baseline/baseline-file.js'
import { LbbenchError } from '../../../errors.js'
import { type Gate, needsBaseline } from '../../../gate/gate.js'
import { regressionGates } from '../../../gate/regression-gates.js'
import type { Args } from '../../command.js'
import type { Io } from '../../io.js'
import { defaultMaxRegression, maxRegressionOf } from '../../max-regression.js'

/**
 * What --baseline names; undefined where nobody gave it.
 * @throws LbbenchError RESULTS_FILE; USAGE where a flag is about a baseline that is not given
 */
export async function givenBaseline(args: Args, io: Io): Promise<Baseline | undefined> {
  if (args.baseline !== undefined) return readBaseline(resolve(io.cwd, args.baseline as string))
  if (args['allow-changed-decisions'] === true && args.against === undefined)
    throw new LbbenchError(
      'USAGE',
      '--allow-changed-decisions goes with --baseline or --against',
      'leave it out, or give --baseline FILE',
    )
  return undefined
}

/** What is held against a baseline where no gate names it: nothing in it may have got worse by more than --max-regression. */
export function baselineGates(
  baseline: Baseline | undefined,
  { said, args, closedLoop }: { readonly said: readonly Gate[]; readonly args: Args; readonly closedLoop: boolean },
): Gate[] {
  if (baseline === undefined || said.some(needsBaseline)) return []
  const maxRegression = maxRegressionOf((args['max-regression'] as string | undefined) ?? defaultMaxRegression)
  return regressionGates({
    against: 'baseline',
    maxRegression,
    closedLoop,
  })
}
