import type { TrendGroup } from '../../history/trend.js'
import { formatValue } from '../../results/format-metric.js'
import { type MetricUnit, metricInfo } from '../../results/metric-info.js'
import type { MetricName } from '../../results/results.js'
import { drawChart, type Series } from '../chart/chart.js'
import { legend } from '../chart/legend.js'
import { inColorOf, markOf } from '../chart/marks.js'
import type { TerminalOptions } from '../terminal.js'

export type TrendLook = TerminalOptions

/** Wider charts are no clearer. */
const mostColumns = 110
/** Odd: a series without ups and downs lies on the middle line. */
const height = 13

const signMeanings = { '^': 'rose from here on', v: 'fell from here on' }

/** Title, chart and legend of a metric over the runs of a group, a line each. */
export function trendChart({ runs, first, series }: TrendGroup, metric: MetricName, look: TrendLook): string[] {
  const width = Math.min(look.width, mostColumns)
  const curves = series.map(({ candidate, values, shifts }, k): Series => {
    const signs = new Map(shifts.map(({ run, before, after }) => [run, after > before ? '^' : 'v']))
    return {
      label: candidate,
      mark: markOf(k).mark,
      paint: inColorOf(markOf(k), look.color),
      values,
      signs: runs.map((_, run) => signs.get(run)),
    }
  })
  const { unit, name } = metricInfo[metric]
  const linear = unit === 'share' || unit === 'index'
  const lines = drawChart(
    {
      series: curves,
      positions: runs.map((_, i) => i),
      labels: runs.map((_, i) => String(first + i)),
      formatY: value => formatValue(metric, value),
      scale: linear ? 'linear' : undefined,
    },
    { width, height },
  )
  const title = `${name}${inUnit[unit]} by run${linear ? '' : ' (logarithmic)'}`
  return [title, ...lines, ...legend({ series: curves, lines }, signMeanings, width)]
}

const inUnit: Readonly<Record<MetricUnit, string>> = {
  ms: ' in ms',
  share: ' in %',
  perSecond: ' a second',
  count: '',
  index: '',
}
