import { csvField } from '../results/requests-csv.js'
import { metricNames, type Results } from '../results/results.js'

/** A row a candidate and metric: value, low, high, n; empty where it cannot be told. Units are in the metrics' names. */
export function renderCsv({ candidates }: Results): string {
  const rows = candidates.flatMap(({ id, metrics }) =>
    metricNames.map(metric => {
      const { value = '', low, high, n = 0 } = metrics[metric] ?? {}
      return `${csvField(id)},${metric},${value},${low ?? ''},${high ?? ''},${n}\n`
    }),
  )
  return ['candidate,metric,value,low,high,n\n', ...rows].join('')
}
