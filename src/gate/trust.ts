import type { Results, Stopped } from '../results/results.js'

/** Why no gate can be judged on this run at all; undefined where it can. */
export function unfinished({ complete, rounds }: Results): string | undefined {
  if (complete) return undefined
  return `the run ended early: ${rounds.done} of ${rounds.planned} rounds are complete`
}

/** Why a candidate's numbers are not to be trusted; undefined where they are. */
export function distrust(results: Results, candidate: string): string | undefined {
  const reasons = results.warnings.filter(
    warning => warning.level === 'invalid' && (warning.candidate === null || warning.candidate === candidate),
  )
  return reasons.length === 0 ? undefined : `${candidate} was not measured properly: ${reasons[0]!.message}`
}

/** Why a gate on a stopped candidate fails. */
export function stoppedReason({ candidate, round, reason }: Stopped): string {
  return `${candidate} was stopped in round ${round + 1}: ${reason}`
}
