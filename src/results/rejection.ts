import type { Trial } from '../bench/trial.js'
import { findings } from './checks.js'
import { measure } from './measure.js'

/** Why a trial should be repeated, in one sentence; undefined where the harness did not spoil it. */
export function rejection(trial: Trial): string | undefined {
  const reasons = findings(measure(trial)).filter(finding => finding.level === 'invalid')
  return reasons.length === 0 ? undefined : reasons.map(finding => finding.message).join('; ')
}
