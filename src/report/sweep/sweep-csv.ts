import { csvField } from '../../results/requests-csv.js'
import type { Estimate } from '../../results/results.js'
import { type CurvePoint, sweepMetrics } from '../../sweep/curve.js'
import type { Sweep } from '../../sweep/sweep.js'

/** A row a value of the axis, candidate and metric; empty where it cannot be told. Units are in the metrics' names. */
export function renderSweepCsv({ axis, curves }: Sweep): string {
  const rows = curves.flatMap(({ candidate, points }) =>
    points.flatMap((point, i) => {
      const start = [axis.values[i], csvField(candidate.id), point.stability, point.busiest?.load ?? ''].join(',')
      return metricsOf(point).map(([metric, estimate]) => `${start},${metric},${numbers(estimate)}\n`)
    }),
  )
  return [`${axis.kind},candidate,stability,busiestLoad,metric,value,low,high,n\n`, ...rows].join('')
}

function metricsOf({ latency, errorRate, timeoutRate }: CurvePoint): [string, Estimate | null][] {
  const rates: [string, Estimate | null][] = [
    ['errorRate', errorRate],
    ['timeoutRate', timeoutRate],
  ]
  return [...sweepMetrics.map((metric): [string, Estimate | null] => [metric, latency[metric]]), ...rates]
}

function numbers(estimate: Estimate | null): string {
  const { value = '', low, high, n = 0 } = estimate ?? {}
  return `${value},${low ?? ''},${high ?? ''},${n}`
}
