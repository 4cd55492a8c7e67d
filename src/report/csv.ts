import { csvField } from '../results/requests-csv.js'
import {
  type CandidateResult,
  type Estimate,
  type MetricName,
  metricNames,
  type Results,
  type Stopped,
  sessionMetricNames,
  twinMetrics,
} from '../results/results.js'
import { scalingPart } from '../results/scaling-info.js'
import { drillMetricRows } from './drill/drill-csv.js'

/**
 * A row a candidate and metric: value, low, high, n; empty where it cannot be told. Units are in the metrics' names. Where
 * a twin was run, its prediction (`twin.p99Ms`) and live - twin (`twinGap.p99Ms`); where the ideal was run, the candidate
 * over it (`overIdeal.p99Ms`, a ratio) and, without a candidate, its own values (`ideal.p99Ms`); where there are
 * incidents, what each did (`crash.recoveryMs`); where the fleet was scaled, what that came to (`scaling.missedSeconds`). A candidate that was stopped has one row, `stopped`, with the round, from 1.
 */
export function renderCsv({ candidates, ideal, stopped }: Results): string {
  const ofIdeal = ideal === null ? [] : idealMetrics.map(metric => row('', `ideal.${metric}`, ideal[metric]))
  return [
    'candidate,metric,value,low,high,n\n',
    ...candidates.flatMap(ofCandidate),
    ...ofIdeal,
    ...stopped.map(stoppedRow),
  ].join('')
}

const idealMetrics = ['p50Ms', 'p99Ms', 'meanMs'] as const
const overIdealMetrics = ['p99Ms', 'meanMs'] as const

function ofCandidate(candidate: CandidateResult): string[] {
  const { id, metrics, twin, overIdeal, scaling } = candidate
  return [
    ...metricNames.filter(metric => isAbout(metric, metrics)).map(metric => row(id, metric, metrics[metric])),
    ...(twin === null ? [] : twinMetrics.map(metric => row(id, `twin.${metric}`, twin[metric]?.twin))),
    ...(twin === null ? [] : twinMetrics.map(metric => row(id, `twinGap.${metric}`, twin[metric]?.differenceMs))),
    ...(overIdeal === null ? [] : overIdealMetrics.map(metric => row(id, `overIdeal.${metric}`, overIdeal[metric]))),
    ...drillMetricRows(candidate).map(([metric, estimate]) => row(id, metric, estimate)),
    ...Object.entries(scaling?.metrics ?? {}).map(([metric, estimate]) =>
      row(id, `${scalingPart}.${metric}`, estimate),
    ),
  ]
}

/** Metrics of sessions only where there are any. */
function isAbout(metric: MetricName, metrics: CandidateResult['metrics']): boolean {
  return metrics.logins !== null || !sessionMetricNames.some(name => name === metric)
}

function stoppedRow({ candidate, round }: Stopped): string {
  return `${csvField(candidate)},stopped,${round + 1},,,0\n`
}

function row(candidate: string, metric: string, estimate: Estimate | null | undefined): string {
  const { value = '', low, high, n = 0 } = estimate ?? {}
  return `${csvField(candidate)},${metric},${value},${low ?? ''},${high ?? ''},${n}\n`
}
