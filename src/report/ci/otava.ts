import { metricInfo } from '../../results/metric-info.js'
import { csvField } from '../../results/requests-csv.js'
import type { Results } from '../../results/results.js'
import { invalidCandidates } from '../leagues.js'
import { list } from '../list.js'

/** A row, or why there is none. */
export type OtavaRow = { readonly row: string } | { readonly none: string }

/**
 * The first line of a CSV file for Apache Otava (docs/CSV.md there), ended by a newline: `time`, the attributes, and four
 * metrics a candidate, each in its own unit, e.g. `lc.p99` in ms and `lc.errorRate` as a share.
 */
export function otavaHeader(candidates: readonly string[]): string {
  const columns = candidates.flatMap(id => metrics.map(metric => `${id}.${metricInfo[metric].name}`))
  return `${['time', ...attributes, ...columns].map(csvField).join(',')}\n`
}

/**
 * One run as a row below that header, ended by a newline. Otava reads every cell of a metric's column as a number: a run
 * that cannot give them all, or whose numbers are not to be trusted, gives no row.
 * @param commit '' where it is not known
 */
export function otavaRow(results: Results, commit: string): OtavaRow {
  const { candidates, complete, stopped, environment, scenario } = results
  const invalid = invalidCandidates(results)
  const untold = candidates.flatMap(one =>
    metrics.filter(metric => one.metrics[metric] === null).map(metric => `${one.id}.${metricInfo[metric].name}`),
  )
  if (!complete) return { none: 'the run ended early' }
  if (stopped.length > 0) return { none: `${list(stopped.map(({ candidate }) => candidate))} was stopped` }
  if (invalid.length > 0) return { none: `${list(invalid)} is not to be trusted` }
  if (untold.length > 0) return { none: `${list(untold)} cannot be told of so few requests` }
  const about = [environment.startedAt, commit, scenario.name, scenario.hash.slice(0, 16), environment.cpu]
  const values = candidates.flatMap(one => metrics.map(metric => String(one.metrics[metric]!.value)))
  return { row: `${[...about, ...values].map(csvField).join(',')}\n` }
}

const attributes = ['commit', 'scenario', 'scenario_hash', 'cpu'] as const
const metrics = ['p50Ms', 'p99Ms', 'meanMs', 'errorRate'] as const
