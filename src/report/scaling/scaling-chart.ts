import { formatNumber } from '../../results/format-metric.js'
import type { CandidateResult, Results } from '../../results/results.js'
import { formatDuration } from '../../units.js'
import { inColorOf, markOf } from '../chart/marks.js'
import { bars, fromZero } from '../drill/bars.js'
import { wrapped } from '../wrapped.js'
import { dayAxis } from './day-axis.js'

/** Wider charts are no clearer than the 96 parts there are. */
const mostColumns = 96
const mostLabel = 20
const needLabel = 'needed'

/**
 * Backends over the run: what the load needed, and below it a row of bars a candidate, all on one scale. No line is wider than
 * `width`; none where no fleet was scaled.
 */
export function scalingChart(results: Results, { color, width }: { color: boolean; width: number }): string[] {
  const scaled = results.candidates.flatMap(candidate => rowOf(candidate) ?? [])
  const [first] = scaled
  if (first === undefined) return []
  const labels = Math.min(mostLabel, Math.max(needLabel.length, ...scaled.map(({ id }) => id.length)))
  const count = Math.min(mostColumns, first.paid.length, width - labels - 4)
  const columnMs = results.scenario.durationMs / count
  const scale = fromZero([...scaled.flatMap(({ paid }) => paid), ...(first.need ?? [])])
  if (scale === undefined) return []
  const row = (label: string, values: readonly number[]): string =>
    `  ${label.slice(0, labels).padEnd(labels)} ${bars(spread(values, count), scale)}`
  const [axis, ticks] = dayAxis(results.scenario.durationMs, count)
  const high = formatNumber(scale.high)
  const title = `Backends over time, also those that boot or drain; the highest bar is ${high}, a column ${roughly(columnMs)}`
  return [
    ...wrapped(title, width, '  '),
    ...(first.need === null ? [] : [row(needLabel, first.need)]),
    ...scaled.map(({ id, of, paid }) => inColorOf(markOf(of), color)(row(id, paid))),
    ...[axis, ticks].map(text => `${' '.repeat(labels + 3)}${text}`.trimEnd()),
  ]

  function rowOf({ id, scaling }: CandidateResult): ChartRow | undefined {
    if (scaling === undefined) return undefined
    const { paid, need } = scaling.timeline
    return { id, of: results.candidates.findIndex(candidate => candidate.id === id), paid, need }
  }
}

/** Three digits, whole minutes where there are ten of them. */
function roughly(ms: number): string {
  return formatDuration(ms < 600_000 ? Number(ms.toPrecision(3)) : Math.round(ms / 60_000) * 60_000)
}

interface ChartRow {
  readonly id: string
  /** Which candidate, from 0. */
  readonly of: number
  readonly paid: readonly number[]
  readonly need: readonly number[] | null
}

/**
 * So many values of more: of each column the mean of those whose middle lies in it. Rounded, for sums that differ in their last
 * digit may lie on either side of where one bar ends and the next begins.
 */
function spread(values: readonly number[], count: number): number[] {
  return Array.from({ length: count }, (_, column) => {
    const from = Math.floor((column * values.length) / count)
    const own = values.slice(from, Math.max(from + 1, Math.floor(((column + 1) * values.length) / count)))
    const mean = own.reduce((sum, value) => sum + value, 0) / own.length
    return Number(mean.toPrecision(9))
  })
}
