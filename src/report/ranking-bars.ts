import { formatValue } from '../results/format-metric.js'
import { metricInfo } from '../results/metric-info.js'
import type { Estimate, Results } from '../results/results.js'
import { inColorOf, markOf } from './chart/marks.js'
import { type RankingRow, type RankingTable, rankingTable } from './ranking-rows.js'
import { type Sparklines, sparklines } from './ranking-sparklines.js'
import { shortened } from './shortened.js'
import { wrapped } from './wrapped.js'

/** More rows are no overview. */
const mostRows = 16

/**
 * Who won, at a glance: a line a candidate, best first: a bar from 0, so that twice as slow is twice as long, its value with the
 * interval, how many times the best one's that is, and, where there is room, how the p99 went over time. No line is wider than
 * `width`; none of a single candidate, and where there is no room for bars.
 */
export function rankingBars(results: Results, { color, width }: { color: boolean; width: number }): string[] {
  const table = rankingTable(results)
  if (table === undefined || table.rows.length < 2) return []
  const rows = table.rows.slice(0, mostRows)
  const layout = layoutOf(rows, { width: Math.min(width, mostColumns), wantsSparks: hasCourse(results) })
  if (layout === undefined) return []
  const sparks = sparklines(rows, results, layout.spark)
  const most = Math.max(...rows.map(({ headline }) => headline?.high ?? headline?.value ?? 0))
  const more = table.rows.length - rows.length
  return [
    ...wrapped(title(table, results, sparks), width, '  '),
    ...rows.map((row, i) => {
      const paint = inColorOf(markOf(row.of), color)
      const bar = barOf(row.headline, most, layout.bar).padEnd(layout.bar)
      const name = shortened(row.id, layout.name).padEnd(layout.name)
      const spark = sparks?.lines[i]
      return `  ${[paint(`${name}  ${bar}`), textOf(row, layout), ...(spark ? [paint(spark)] : [])].join('  ')}`.trimEnd()
    }),
    ...(more === 0 ? [] : [`  ${more} more in the tables`]),
  ]
}

/** Wider rows are no clearer. */
const mostColumns = 130

/** Columns of each part; 0: left out. */
interface Layout {
  readonly name: number
  readonly bar: number
  readonly value: number
  readonly standing: number
  readonly spark: number
  /** Whether intervals are written out. */
  readonly isLong: boolean
}

const [leastBar, mostBar, leastSpark, mostSpark] = [10, 40, 12, 40]

/** Everything, else without what matters less: how it went over time, intervals in digits, how many times. */
function layoutOf(
  rows: readonly RankingRow[],
  { width, wantsSparks }: { readonly width: number; readonly wantsSparks: boolean },
): Layout | undefined {
  const widest = (texts: readonly string[]): number => Math.max(...texts.map(text => text.length))
  const name = Math.min(Math.floor(width / 4), widest(rows.map(({ id }) => id)))
  const [long, short] = [widest(rows.map(({ value }) => value)), widest(rows.map(({ value }) => shortOf(value)))]
  const standing = widest(rows.map(one => one.standing))
  const choices = [
    ...(wantsSparks ? [{ isLong: true, value: long, standing, least: leastBar + 2 + leastSpark }] : []),
    { isLong: true, value: long, standing, least: leastBar },
    { isLong: false, value: short, standing, least: leastBar },
    { isLong: false, value: short, standing: 0, least: leastBar },
  ]
  for (const { least, ...parts } of choices) {
    const room = width - 2 - name - 2 - 2 - parts.value - (parts.standing === 0 ? 0 : 2 + parts.standing)
    if (room < least) continue
    const spark = least > leastBar ? Math.min(mostSpark, Math.max(leastSpark, Math.floor((room - 2) / 2))) : 0
    return { ...parts, name, spark, bar: Math.min(mostBar, room - (spark === 0 ? 0 : spark + 2)) }
  }
  return undefined
}

const shortOf = (value: string): string => value.split(' ')[0]!

function textOf({ value, standing }: RankingRow, layout: Layout): string {
  const number = (layout.isLong ? value : shortOf(value)).padEnd(layout.value)
  return layout.standing === 0 ? number : `${number}  ${standing.padEnd(layout.standing)}`
}

/** From 0 to the lower end of the interval, then the interval: where two are apart the eye sees it. */
function barOf(estimate: Estimate | null, most: number, room: number): string {
  if (estimate === null || most <= 0) return ''
  const { value, low, high } = estimate
  const columns = (to: number): number => Math.max(0, Math.min(room, Math.round((to / most) * room)))
  const [from, to] = [columns(low ?? value), columns(high ?? value)]
  return `${'█'.repeat(from)}${'░'.repeat(to - from)}` || '|'
}

function title({ metric, by }: RankingTable, { rounds, intervals }: Results, sparks: Sparklines | undefined): string {
  const level = Math.round(intervals.confidence * 1000) / 10
  const range = rounds.done > 1 ? `░ ${level} % interval` : 'one round: no interval'
  const scale =
    sparks === undefined
      ? ''
      : `; over time ▁ ${formatValue(metric, sparks.low)} to █ ${formatValue(metric, sparks.high)} (log)`
  return `${metricInfo[metric].name} in ms: bars from 0, ${range}${by === 'errors' ? ', fewest failures first' : ''}${scale}`
}

/** In drills a chart of its own says more. */
function hasCourse({ candidates }: Results): boolean {
  return candidates.some(({ timeline, incidents }) => timeline !== undefined && incidents === undefined)
}
