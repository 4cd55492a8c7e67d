import type { Baseline } from '../../../baseline/baseline.js'
import { checkMargins } from '../../../calibration/margins.js'
import type { Gate } from '../../../gate/gate.js'
import { scenarioHash } from '../../../results/scenario-summary.js'
import { virtualEngine } from '../../../virtual/virtual-engine.js'
import type { Args } from '../../command.js'
import type { ToRun } from './check-baseline.js'

/**
 * Refuses margins that a calibrated machine cannot tell, before anything is measured; returns what there is to say of the calibration. With
 * --until the rounds are not known, and it adds them until it can tell.
 * @throws LbbenchError USAGE
 */
export function calibrationNote(
  baseline: Baseline | undefined,
  { candidates, scenario, gates, machine, args }: ToRun & { readonly args: Args },
): string | undefined {
  if (args.until !== undefined) return undefined
  const isLive = (id: string): boolean => candidates.some(one => one.id === id && one.engine !== virtualEngine.name)
  const concerns = ({ left: { who } }: Gate): boolean =>
    who.kind === 'one' ? isLive(who.candidate) : candidates.some(({ id }) => isLive(id))
  const run = { rounds: scenario.run.rounds, scenarioHash: scenarioHash(scenario), machine }
  return checkMargins(gates.filter(concerns), baseline?.calibration ?? null, run)
}
