import { formatNumber } from '../../results/format-metric.js'
import { metricInfo } from '../../results/metric-info.js'
import type { Results } from '../../results/results.js'
import { formatDuration } from '../../units.js'
import { list } from '../list.js'
import { code, fenced } from '../markdown-text.js'
import { rankingTable } from '../ranking-rows.js'
import { sparklines } from '../ranking-sparklines.js'
import { shortened } from '../shortened.js'
import { barChart, mostBars } from './bar-chart.js'
import { intervalPlot } from './interval-plot.js'

/** Columns of a line over time: with a name in front it stays within what a comment shows without a scroll bar. */
const mostColumns = 60
const mostLetters = 28

/**
 * Charts that a comment can show, for it can show no files: bars by mermaid, intervals and the p99 over time as text; best first,
 * the first sixteen. None of a single candidate, nor where no latency can be told.
 */
export function commentCharts(results: Results): string[] {
  const table = rankingTable(results)
  const told = (table?.rows ?? []).filter(({ headline }) => headline !== null)
  if (table === undefined || told.length < 2) return []
  const { name } = metricInfo[table.metric]
  const level = Math.round(results.intervals.confidence * 1000) / 10
  const shown = told.slice(0, mostBars)
  const lines = shown.map(({ id, headline }) => ({
    ...{ label: shortened(id, mostLetters), interval: headline!, value: headline!.value },
  }))
  const others = told.slice(mostBars).map(({ id }) => code(id))
  return [
    barChart(`${name} of ${results.scenario.name}, lower is better`, 'ms', lines),
    fenced([
      results.rounds.done > 1 ? `${name} and its ${level} % interval` : `${name}, one round: no interval`,
      ...intervalPlot('ms', lines),
    ]),
    overTime(results, shown),
    others.length === 0 ? '' : `Not drawn: ${list(others)}.`,
  ]
}

/** '' where nobody looked. */
function overTime(results: Results, rows: Parameters<typeof sparklines>[0]): string {
  const sparks = sparklines(rows, results, mostColumns)
  if (sparks === undefined) return ''
  const labels = rows.map(({ id }) => shortened(id, mostLetters))
  const room = Math.max(...labels.map(label => label.length))
  const scale = `▁ ${formatNumber(sparks.low)} to █ ${formatNumber(sparks.high)} ms, logarithmic`
  return fenced([
    `p99 over time, ${formatDuration(results.scenario.durationMs)}: ${scale}`,
    ...labels.map((label, i) => `${label.padEnd(room)} ${sparks.lines[i] === '' ? '-' : `|${sparks.lines[i]}|`}`),
  ])
}
