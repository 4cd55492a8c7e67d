import { drillMetricNames } from '../../../drill/drill-metrics.js'
import { csvField } from '../../../results/requests-csv.js'
import type { Estimate } from '../../../results/results.js'
import { scalingPart } from '../../../results/scaling-info.js'
import type { Vary, VaryPoint } from '../../../sweep/vary/vary.js'

/** A row a point and quantity: its settings, whose it is (an incident's, `scaling`, or nothing: of the whole run), and its interval; empty where it cannot be told. Units are in the names. */
export function renderVaryCsv({ variations, points, trade }: Vary): string {
  const front = new Set(trade?.front)
  const rows = points.flatMap((point, k) => {
    const start = [...point.values, point.id].map(csvField).join(',')
    return quantitiesOf(point).map(
      ([incident, metric, estimate, atLeast]) =>
        `${start},${front.has(k)},${csvField(incident)},${metric},${numbers(estimate)},${atLeast}\n`,
    )
  })
  const keys = variations.map(({ path }) => csvField(path)).join(',')
  return [`${keys},candidate,front,incident,metric,value,low,high,n,atLeast\n`, ...rows].join('')
}

type Quantity = readonly [incident: string, metric: string, estimate: Estimate | null, atLeast: number | '']

function quantitiesOf({ metrics, incidents = [], scaling }: VaryPoint): Quantity[] {
  const plain = Object.entries(metrics).map(([metric, estimate]): Quantity => ['', metric, estimate, ''])
  const befell = incidents.flatMap(({ name, metrics: own, atLeast }) =>
    drillMetricNames.map(
      (metric): Quantity => [name, metric, own[metric], (atLeast as Partial<Record<string, number>>)[metric] ?? ''],
    ),
  )
  const scaled = Object.entries(scaling?.metrics ?? {}).map(
    ([metric, estimate]): Quantity => [scalingPart, metric, estimate, ''],
  )
  return [...scaled, ...befell, ...plain]
}

function numbers(estimate: Estimate | null): string {
  const { value = '', low, high, n = 0 } = estimate ?? {}
  return `${value},${low ?? ''},${high ?? ''},${n}`
}
