import type { HistoryLine } from '../../history/history-line.js'
import type { Trend, TrendGroup } from '../../history/trend.js'
import { formatValue } from '../../results/format-metric.js'
import { metricInfo } from '../../results/metric-info.js'
import type { MetricName } from '../../results/results.js'
import { fenced } from '../markdown-text.js'
import { trendChart } from './trend-chart.js'
import { trendMethod } from './trend-method.js'
import { apartFrom, groupTitle, seriesSentences } from './trend-sentences.js'

/** Rows of a table; the chart has the rest. */
const mostRows = 20

/** A trend for a page or a pull request. */
export function renderTrendMarkdown(trend: Trend): string {
  const { metric } = trend.selection
  const part = (group: TrendGroup, i: number): string[] => {
    const apart = apartFrom(trend.groups.slice(0, i), group)
    return [
      `## ${escaped(groupTitle(group))}`,
      ...(apart === undefined ? [] : [escaped(apart)]),
      group.series
        .flatMap(one => seriesSentences(one, group, trend))
        .map(sentence => `- **${escaped(sentence)}**`)
        .join('\n'),
      fenced(trendChart(group, metric, { color: false, width: 100 })),
      table(group, metric),
    ]
  }
  const method = trendMethod(trend).map(text => `- ${escaped(text)}`)
  const blocks = [`# lbbench trend: ${metricInfo[metric].name}`, ...trend.groups.flatMap(part), method.join('\n')]
  return `${blocks.join('\n\n')}\n`
}

/** The newest runs, newest first. */
function table({ runs, first, series }: TrendGroup, metric: MetricName): string {
  const row = (cells: readonly string[]): string => `| ${cells.map(escaped).join(' | ')} |`
  const of = (line: HistoryLine, i: number): string => {
    const values = series.map(({ values }) => values[i])
    const cells = values.map(value => (value === undefined ? '' : formatValue(metric, value)))
    return row([String(first + i), line.at.slice(0, 16).replace('T', ' '), line.commit?.slice(0, 7) ?? '', ...cells])
  }
  const head = ['run', 'started (UTC)', 'commit', ...series.map(({ candidate }) => candidate)]
  const rows = runs.map(of).slice(-mostRows).reverse()
  return [row(head), `|--:|---|---|${'--:|'.repeat(series.length)}`, ...rows].join('\n')
}

/** Text that Markdown must not read. */
function escaped(text: string): string {
  return text.replaceAll(/[\\|*_<>~`]/g, mark => `\\${mark}`)
}
