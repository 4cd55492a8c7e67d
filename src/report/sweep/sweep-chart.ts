import { formatNumber } from '../../results/format-metric.js'
import { metricInfo } from '../../results/metric-info.js'
import { axisInfo, positionOn } from '../../sweep/axis.js'
import type { Sweep } from '../../sweep/sweep.js'
import { drawChart, type Series } from '../chart/chart.js'
import { legend } from '../chart/legend.js'
import { inColorOf } from '../chart/marks.js'
import { glyphs } from './glyphs.js'
import { absence, signMeanings } from './sweep-cells.js'

export interface ChartLook {
  readonly color: boolean
  readonly width: number
}

/** Wider charts are no clearer. */
const mostColumns = 110
/** Odd: a curve without ups and downs lies on the middle line, and does not waver between two. */
const height = 17

/** Title, chart and legend, a line each. */
export function sweepChart(sweep: Sweep, { color, width }: ChartLook): string[] {
  const { axis, metric, curves } = sweep
  const marks = glyphs(curves)
  const series = curves.map(({ candidate, points }, i): Series => {
    const values = points.map(({ latency }) => latency[metric]?.value)
    const paint = inColorOf(marks[i]!, color)
    const signs = points.map((point, at) => (values[at] === undefined ? absence(point).sign : undefined))
    return { label: candidate.id, mark: marks[i]!.mark, paint, values, signs }
  })
  const lines = drawChart(
    {
      series,
      positions: axis.values.map(value => positionOn(axis.kind, value)),
      labels: axis.values.map(axisInfo[axis.kind].format),
      formatY: formatNumber,
    },
    { width: Math.min(width, mostColumns), height },
  )
  const title = `${metricInfo[metric].name} in ms (logarithmic) against ${axisInfo[axis.kind].name}`
  return [title, ...lines, ...legend({ series, lines }, signMeanings, Math.min(width, mostColumns))]
}
