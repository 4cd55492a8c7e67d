import type { Results } from '../results/results.js'
import type { Baseline, DecisionLog } from './baseline.js'
import { machineKey } from './machine-key.js'

/** One run as a baseline, as it stands when somebody names a run where a baseline is expected. */
export function baselineOf(results: Results, decisions: readonly DecisionLog[]): Baseline {
  return {
    schema: 'lbbench/baseline@1',
    savedAt: results.environment.startedAt,
    control: firstOfSeveral(results),
    machine: machineKey(results.environment),
    runs: [results],
    calibration: null,
    decisions,
  }
}

/** The first of two live candidates and more: one alone has nobody to be held against. In virtual time nobody needs one. */
export function firstOfSeveral({ candidates }: Results): string | null {
  const live = candidates.filter(({ world }) => world === 'live')
  return live.length < 2 ? null : live[0]!.id
}
