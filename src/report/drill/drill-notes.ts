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
    ...atOnce(drill, candidates),
    ...stayedOut(drill, candidates),
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

/** That somebody was hurt, and nothing had to recover, looks like a contradiction. */
function atOnce({ name }: Drill, candidates: readonly CandidateResult[]): string[] {
  const of = (candidate: CandidateResult, metric: DrillMetricName): number | undefined =>
    estimateOf(candidate, { incident: name, name: metric })?.value
  const isOdd = candidates.some(candidate => of(candidate, 'recoveryMs') === 0 && (of(candidate, 'hurt') ?? 0) > 0)
  return isOdd ? ['Recovered in 0: no second was worse than chance allows.'] : []
}

/** Kinds after which nobody has to come back: nobody was sick, or joined. */
const withoutReturn = new Set(['surge', 'hot'])

/** Overshoot is of who comes back; where nobody did in any round the cell, or the column, is empty. */
function stayedOut(drill: Drill, candidates: readonly CandidateResult[]): string[] {
  if (withoutReturn.has(drill.kind)) return []
  const value = (candidate: CandidateResult, name: DrillMetricName) =>
    estimateOf(candidate, { incident: drill.name, name })
  const out = candidates.filter(
    candidate => value(candidate, 'overshoot') === null && value(candidate, 'wrongEjections') !== null,
  )
  if (out.length === 0) return []
  const who = list(out.map(({ id }) => id))
  return [`No overshoot of ${who}: whom it befell did not come back before the end, or too few requests came to tell.`]
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
          `No detection can be told of ${list(idle)}: too few requests were due to ${whomOf(drill.backends)} while it lasted, as to a backup while others are there, or where the end is near.`,
        ]),
    ...(unsure.length === 0
      ? []
      : [
          `Too little was measured before the first incident, or less than a second from this one on, to tell when ${list(unsure)} recovered.`,
        ]),
    ...(untold.length === 0 || untold.length === candidates.length
      ? []
      : [`How often ${list(untold)} tried is not known: no retries.`]),
  ]
}
