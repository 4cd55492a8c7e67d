import type { DrillValues } from '../drill/drill-metrics.js'
import { incidentResults } from './incident-results.js'
import type { Measurement } from './measure.js'
import type { CandidateResult, RoundResult } from './results.js'
import { timelineOf } from './timeline.js'

/** What a candidate's rounds say of the incidents they met; nothing where there were none, or no requests were kept. */
export function drillResult(rounds: readonly Measurement[], level: number): Pick<CandidateResult, 'incidents'> {
  const befallen = rounds.find(({ incidents }) => incidents !== undefined)?.drill?.befallen
  return befallen === undefined ? {} : { incidents: incidentResults(befallen, rounds, level) }
}

/** How a candidate's rounds went over time, whether or not anything befell them; nothing where nobody looked. */
export function timelineResult(rounds: readonly Measurement[]): Pick<CandidateResult, 'timeline'> {
  const [first, ...others] = rounds.flatMap(({ windows }) => (windows ? [windows] : []))
  return first === undefined ? {} : { timeline: timelineOf([first, ...others]) }
}

/** One round's incidents, each beside what virtual time says of it on the same requests. */
export function withTwins(
  incidents: readonly DrillValues[],
  twins: readonly Measurement[],
  round: number,
): NonNullable<RoundResult['incidents']> {
  const twin = twins.find(one => one.round === round)?.incidents
  return incidents.map(values => {
    return { ...values, twin: twin?.find(({ incident }) => incident === values.incident)?.metrics ?? null }
  })
}
