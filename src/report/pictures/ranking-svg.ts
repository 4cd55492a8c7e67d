import { metricInfo } from '../../results/metric-info.js'
import type { Estimate, MetricName, Results } from '../../results/results.js'
import { logTicks } from '../chart/ticks.js'
import { answers, doubts } from '../conclusion.js'
import { type RankingRow, rankingTable, valueText } from '../ranking-rows.js'
import { label, px, stroke } from '../svg/frame.js'
import { lookOf } from '../svg/palette.js'
import { drawSheet, topOf } from '../svg/picture.js'
import { cutToRoom, widthOfText } from '../svg/text-room.js'
import { wrapped } from '../wrapped.js'
import { element, xmlText } from '../xml.js'
import { intervalsText } from './intervals-text.js'

const width = 780
const margin = 16
const rowHeight = 32
/** Letters of a name; more rows than these nobody reads. */
const [mostLetters, mostRows] = [20, 16]
/** Of the columns behind the plot, at least. */
const [standingRoom, failedRoom] = [112, 62]

/**
 * Who won, and by how much: a row a candidate, best first, from its median to its p99 on a logarithmic axis with the intervals, the
 * numbers beside it, the ideal as a mark to measure by. Undefined where no latency can be told.
 */
export function rankingSvg(results: Results): string | undefined {
  const table = rankingTable(results)
  if (table === undefined) return undefined
  const shown = table.rows.slice(0, mostRows)
  const rows = table.by === 'errors' ? shown.map(failedInStanding) : shown
  const left = table.rows.length - rows.length
  const ideal = idealRow(results, table.metric)
  const all = ideal === undefined ? rows : [...rows, ideal]
  const title = wrapped(answers(results)[0]!, 74).slice(0, 2)
  const subtitle = [
    ...doubts(results)
      .flatMap(doubt => wrapped(doubt, 100))
      .slice(0, 2),
    subtitleOf(results, left),
  ]
  const top = topOf({ title, subtitle }) + 34
  const plot = plotOf(all, top)
  const height = plot.bottom + 48
  return drawSheet({ width, height, title, subtitle, description: describe(results, table.rows) }, [
    ...heads(plot, table.metric),
    ...grid(plot),
    ...guide(ideal, plot),
    ...all.flatMap((row, i) => drawRow(row, plot, top + (i + 0.5) * rowHeight)),
  ])
}

/** Where failures decide, how most rows stand is what failed: there it is said, once and of all. */
function failedInStanding({ failed, standing, ...row }: RankingRow): RankingRow {
  const isTold = failed === '' || standing.includes(failed)
  return { ...row, standing: isTold ? standing : [standing, `${failed} fail`].filter(Boolean).join(', '), failed: '' }
}

/** Where the plot lies, and what stands beside it. */
interface Plot {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  readonly x: (value: number) => number
  readonly ticks: readonly number[]
  /** Left ends of the columns behind the plot; undefined where nobody failed. */
  readonly columns: { readonly value: number; readonly standing: number; readonly failed: number | undefined }
}

function plotOf(rows: readonly RankingRow[], top: number): Plot {
  const names = Math.max(...rows.map(({ id }) => widthOfText(cutToRoom(id, mostLetters), 14, true)))
  const values = Math.max(70, ...rows.map(({ value, isBest }) => widthOfText(value, 13.5, isBest)))
  const failed = rows.some(row => row.failed !== '') ? width - margin - failedRoom : undefined
  const standings = rows.map(row => widthOfText(row.standing, 13.5, row.isBest) + 8)
  const standing = (failed ?? width - margin) - Math.max(standingRoom, ...standings)
  const value = standing - values - 12
  const [left, right] = [margin + names + 14, value - 18]
  const ends = rows.flatMap(({ median, headline }) => [median, headline].flatMap(endsOf))
  const [low, high] = [Math.min(...ends) / 1.15, Math.max(...ends) * 1.15]
  const x = (at: number): number => left + ((right - left) * Math.log(Math.max(at, low) / low)) / Math.log(high / low)
  const columns = { value, standing, failed }
  return { left, right, top, bottom: top + rows.length * rowHeight, x, ticks: logTicks(low, high), columns }
}

function endsOf(estimate: Estimate | null): number[] {
  if (estimate === null) return []
  const { value, low, high } = estimate
  return [value, low ?? value, high ?? value].map(end => Math.max(end, tiny))
}

/** Nothing has no logarithm. */
const tiny = 1e-3

/** Heads of the columns; what the marks are stands above the plot. */
function heads({ left, top, columns }: Plot, metric: MetricName): string[] {
  const y = top - 12
  const { name } = metricInfo[metric]
  const marks =
    metric === 'p50Ms'
      ? []
      : [
          element('circle', { cx: px(left + 5), cy: px(y - 4), r: 3.5, class: 'hollow sx' }),
          label('p50', { x: left + 13, y, look: 'head' }),
        ]
  const at = left + (marks.length === 0 ? 0 : 56)
  return [
    ...marks,
    element('circle', { cx: px(at + 5), cy: px(y - 4), r: 5, class: 'fx' }),
    label(name, { x: at + 15, y, look: 'head' }),
    label(`${name}, ms`, { x: columns.value, y, look: 'head' }),
    label('against best', { x: columns.standing, y, look: 'head' }),
    ...(columns.failed === undefined ? [] : [label('failed', { x: columns.failed, y, look: 'head' })]),
  ]
}

function grid({ left, right, top, bottom, x, ticks }: Plot): string[] {
  const labels = spaced(ticks, x)
  return [
    ...ticks.map(tick => stroke([x(tick), top], [x(tick), bottom], 'grid')),
    stroke([left, bottom], [right, bottom], 'axis'),
    label('ms, logarithmic', { x: (left + right) / 2, y: bottom + 36, look: 'head', anchor: 'middle' }),
    ...labels.map(tick => label(String(tick), { x: x(tick), y: bottom + 18, look: 'faint', anchor: 'middle' })),
  ]
}

/** Those whose labels do not touch. */
function spaced(ticks: readonly number[], x: (value: number) => number): number[] {
  const kept: number[] = []
  for (const tick of ticks) {
    const last = kept.at(-1)
    if (last === undefined || x(tick) - x(last) > widthOfText(`${last}${tick}`, 13.5) / 2 + 10) kept.push(tick)
  }
  return kept
}

/** What is not to be had, through all rows. */
function guide(ideal: RankingRow | undefined, { top, bottom, x }: Plot): string[] {
  if (ideal?.headline == null) return []
  const at = x(ideal.headline.value)
  return [stroke([at, top], [at, bottom], 'guide')]
}

function drawRow(row: RankingRow, plot: Plot, y: number): string[] {
  const { x, columns } = plot
  const look = row.of < 0 ? 'x' : lookOf(row.of)
  const strong = row.isBest ? 'name strong' : 'plain'
  const text = (words: string, at: number, of: string): string =>
    words === '' ? '' : element('text', { x: px(at), y: px(y + 4), class: of }, xmlText(words))
  const range =
    row.median === null || row.headline === null
      ? []
      : [stroke([x(row.median.value), y], [x(row.headline.value), y], `range s${look}`)]
  return [
    text(cutToRoom(row.id, mostLetters), margin, `name f${look}`),
    ...range,
    ...mark(row.median, { y, look, x, isFull: false }),
    ...mark(row.headline, { y, look, x, isFull: true }),
    text(row.value, columns.value, strong),
    text(row.standing, columns.standing, strong),
    columns.failed === undefined ? '' : text(row.failed, columns.failed, 'incident'),
  ].filter(part => part !== '')
}

interface Mark {
  readonly y: number
  readonly look: string
  readonly x: (value: number) => number
  readonly isFull: boolean
}

/** A point and its interval. */
function mark(estimate: Estimate | null, { y, look, x, isFull }: Mark): string[] {
  if (estimate === null) return []
  const { value, low, high } = estimate
  const half = isFull ? 7 : 4
  const whisker = (from: number, to: number): string[] => [
    stroke([from, y], [to, y], `whisker s${look}`),
    ...[from, to].map(end => stroke([end, y - half], [end, y + half], `whisker s${look}`)),
  ]
  const circle = isFull ? { r: 5, class: `f${look}` } : { r: 3.5, class: `hollow s${look}` }
  return [
    ...(low === null || high === null ? [] : whisker(x(low), x(high))),
    element('circle', { cx: px(x(value)), cy: px(y), ...circle }),
  ]
}

function idealRow({ ideal }: Results, metric: MetricName): RankingRow | undefined {
  if (ideal === null || (metric !== 'p99Ms' && metric !== 'p50Ms' && metric !== 'meanMs')) return undefined
  const headline = ideal[metric]
  if (headline === null) return undefined
  const median = metric === 'p50Ms' ? null : ideal.p50Ms
  return {
    ...{ id: 'ideal', of: -1, median, headline, value: valueText(metric, headline) },
    ...{ standing: 'for reference', failed: '', isBest: false },
  }
}

function subtitleOf(results: Results, left: number): string {
  const more = left === 0 ? '' : `; ${left} more in the tables`
  return `Scenario ${results.scenario.name}; lower is better; ${intervalsText(results)}${more}`
}

/** Row by row, for who cannot see it. */
function describe(results: Results, rows: readonly RankingRow[]): string {
  const told = rows.map(({ id, value, standing }) => `${id} ${value}${standing === '' ? '' : ` (${standing})`}`)
  return [...doubts(results), ...answers(results), `In ms, best first: ${told.join(', ')}.`].join(' ')
}
