import type { DrillMetricName } from '../../drill/drill-metrics.js'
import { drillInfo } from '../../results/drill-info.js'
import { metricInfo } from '../../results/metric-info.js'
import { estimateOf, type MetricKey } from '../../results/metric-key.js'
import { csvField } from '../../results/requests-csv.js'
import type { Results } from '../../results/results.js'
import { invalidCandidates } from '../leagues.js'
import { list } from '../list.js'

/** A row, or why there is none. */
export type OtavaRow = { readonly row: string } | { readonly none: string }

/**
 * The first line of a CSV file for Apache Otava (docs/CSV.md there), ended by a newline: `time`, the attributes, four
 * metrics a candidate, each in its own unit, e.g. `lc.p99` in ms and `lc.errorRate` as a share, and two of each incident, e.g.
 * `lc.crash.recovery` in ms: the others cannot always be told.
 */
export function otavaHeader(candidates: readonly OtavaCandidate[]): string {
  const columns = candidates.flatMap(one => columnsOf(one).map(({ name }) => name))
  return `${['time', ...attributes, ...columns].map(csvField).join(',')}\n`
}

/** Whose numbers are columns: of a candidate, and of what befell it, by names of incidents in order of time. */
export interface OtavaCandidate {
  readonly id: string
  readonly incidents?: readonly { readonly name: string }[]
}

interface Column {
  readonly name: string
  readonly key: MetricKey
}

function columnsOf({ id, incidents = [] }: OtavaCandidate): Column[] {
  return [
    ...metrics.map(key => ({ name: `${id}.${metricInfo[key].name}`, key })),
    ...incidents.flatMap(({ name: incident }) =>
      drillMetrics.map(name => ({ name: `${id}.${incident}.${drillInfo[name].name}`, key: { incident, name } })),
    ),
  ]
}

/**
 * One run as a row below that header, ended by a newline. Otava reads every cell of a metric's column as a number: a run
 * that cannot give them all, or whose numbers are not to be trusted, gives no row.
 * @param commit '' where it is not known
 */
export function otavaRow(results: Results, commit: string): OtavaRow {
  const { candidates, complete, stopped, environment, scenario } = results
  const invalid = invalidCandidates(results)
  const cells = candidates.flatMap(one =>
    columnsOf(one).map(({ name, key }) => ({ name, estimate: estimateOf(one, key) })),
  )
  const untold = cells.filter(({ estimate }) => estimate === null).map(({ name }) => name)
  if (!complete) return { none: 'the run ended early' }
  if (stopped.length > 0) return { none: `${list(stopped.map(({ candidate }) => candidate))} was stopped` }
  if (invalid.length > 0) return { none: `${list(invalid)} is not to be trusted` }
  if (untold.length > 0) return { none: `${list(untold)} cannot be told` }
  const about = [environment.startedAt, commit, scenario.name, scenario.hash.slice(0, 16), environment.cpu]
  const values = cells.map(({ estimate }) => String(estimate!.value))
  return { row: `${[...about, ...values].map(csvField).join(',')}\n` }
}

const attributes = ['commit', 'scenario', 'scenario_hash', 'cpu'] as const
const metrics = ['p50Ms', 'p99Ms', 'meanMs', 'errorRate'] as const
const drillMetrics = ['recoveryMs', 'hurt'] as const satisfies readonly DrillMetricName[]
