import { metricInfo } from '../../../results/metric-info.js'
import type { MetricName, Results } from '../../../results/results.js'
import type { Chart, IntervalsPanel } from './chart.js'

/** The charts of a run that have something to show, in the order of the page. */
export function chartsOf(results: Results): Chart[] {
  return [...intervals(results)]
}

function intervals(results: Results): Chart[] {
  const panels = (['p50Ms', 'p99Ms'] as const)
    .map(metric => panelOf(results, metric))
    .filter(({ rows }) => rows.length > 0)
  if (panels.length === 0) return []
  const rows = panels.flatMap(({ name, unit, rows }) =>
    rows.map(({ candidate, value, low, high }) => [name, candidate, ...[value, low, high].map(ms => text(ms, unit))]),
  )
  return [
    {
      id: 'intervals',
      kind: 'intervals',
      title: 'Do the candidates differ?',
      says: 'The middle and the tail of each candidate, with the interval over rounds.',
      table: { head: ['metric', 'candidate', 'value', 'low', 'high'], rows },
      data: { panels },
    },
  ]
}

function panelOf({ candidates }: Results, metric: MetricName): IntervalsPanel {
  const rows = candidates.flatMap(({ id, metrics }) => {
    const estimate = metrics[metric]
    return estimate === null ? [] : [{ candidate: id, value: estimate.value, low: estimate.low, high: estimate.high }]
  })
  return { name: metricInfo[metric].name, unit: 'ms', rows }
}

const text = (value: number | null, unit: string): string =>
  value === null ? '-' : `${Number(value.toPrecision(4))} ${unit}`
