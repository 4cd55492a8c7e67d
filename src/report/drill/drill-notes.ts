import type { DrillMetricName } from '../../drill/drill-metrics.js'
import { makesSick } from '../../results/drill-info.js'
import { atLeastOf, estimateOf } from '../../results/metric-key.js'
import type { CandidateResult } from '../../results/results.js'
import { list } from '../list.js'
import { seconds } from './drill-columns.js'
import type { Drill } from './drills.js'
import { whomOf } from './incident-text.js'

/** What the cells of a card leave open: what ">" stands for, and why there is a "-". */
export function drillNotes(drill: Drill, candidates: readonly CandidateResult[]): string[] {
  return [
    ...never(drill, candidates, 'detectionMs'),
    ...never(drill, candidates, 'recoveryMs'),
    ...missing(drill, candidates),
  ]
}

const inVain = {
  detectionMs: 'Still sent a tenth of its fair share or more when it was over',
  recoveryMs: 'Not back to normal as long as could be looked',
} as const

function never(
  { name }: Drill,
  candidates: readonly CandidateResult[],
  metric: 'detectionMs' | 'recoveryMs',
): string[] {
  const key = { incident: name, name: metric }
  const who = candidates.flatMap(candidate => {
    const rounds = atLeastOf(candidate.rounds, key)
    const estimate = estimateOf(candidate, key)
    if (rounds === 0 || estimate === null) return []
    const all = rounds >= estimate.n
    const times = all
      ? estimate.n === 1
        ? 'the one round'
        : `all ${estimate.n} rounds`
      : `${rounds} of ${estimate.n} rounds`
    return [`${candidate.id} in ${times}${all ? ` (${seconds(estimate.value)} s)` : ''}`]
  })
  return who.length === 0 ? [] : [`${inVain[metric]}: ${list(who)}.`]
}

/** Whoever cannot be seen from inside has no state to tell. */
function missing(drill: Drill, candidates: readonly CandidateResult[]): string[] {
  const lacking = (metric: DrillMetricName): string[] =>
    candidates
      .filter(candidate => estimateOf(candidate, { incident: drill.name, name: metric }) === null)
      .map(({ id }) => id)
  const [unseen, unsure, untold] = [lacking('wrongEjections'), lacking('recoveryMs'), lacking('retriesSpent')]
  const idle = makesSick(drill) ? lacking('detectionMs').filter(id => !unseen.includes(id)) : []
  return [
    ...(unseen.length === 0
      ? []
      : [`Nothing is seen of the balancer of ${list(unseen)}: no detection, overshoot or ejections.`]),
    ...(idle.length === 0
      ? []
      : [
          `No detection can be told of ${list(idle)}: next to nothing was due to ${whomOf(drill.backends)}, as to a backup while others are there.`,
        ]),
    ...(unsure.length === 0
      ? []
      : [`Too little was measured before the first incident to tell when ${list(unsure)} recovered.`]),
    ...(untold.length === 0 || untold.length === candidates.length
      ? []
      : [`How often ${list(untold)} tried is not known: no retries.`]),
  ]
}
