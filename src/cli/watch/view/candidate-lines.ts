import type { Estimate } from '../../../results/results.js'
import { formatMs, formatShare } from '../../../units.js'
import { whisker } from './bars.js'
import { cutMark, type Look } from './look.js'
import type { CandidateView } from './run-view.js'
import { clipped, padded, rightPadded, textWidth } from './text-width.js'

/** A picture of the intervals is drawn where so many cells are left for it. */
const leastPicture = 12
const mostPicture = 40
/** A name keeps so many cells; below the second number a column is left out for it. */
const leastName = 4
const shortName = 12
/** Of two rounds an interval is no news: where they differ by a third it goes to six times the value, where by ten to millions. */
const leastRounds = 3

/** What finished rounds say: a head, a line a candidate, also of those that have none yet so that lines stay where they are, and where those are too many, how many more there are. */
export function candidateLines(candidates: readonly CandidateView[], look: Look, most: number): string[] {
  if (candidates.length === 0 || most < Math.min(3, candidates.length + 1)) return []
  const fits = candidates.length + 1 <= most ? candidates.length : Math.max(1, most - 2)
  const shown = candidates.slice(0, fits)
  const rows = thatFit(withoutEmpty([head, ...shown.map(cellsOf)]), look.width)
  const widths = widthsOf(rows)
  const others = widthOfOthers(widths)
  const name = Math.min(widths[0]!, Math.max(leastName, look.width - others))
  const pictures = picturesOf(shown, look.width - name - others - 2, look)
  const lines = rows.map(([id, ...cells], i) => {
    const label = padded(clipped(id!, name, cutMark[look.charset]), name)
    const numbers = cells.map((cell, column) => `  ${rightPadded(cell, widths[column + 1]!)}`).join('')
    const picture = i === 0 ? '' : (pictures[i - 1] ?? '')
    const text = clipped(label + numbers, look.width, cutMark[look.charset])
    return picture === '' ? text : `${text}  ${look.paint.faint(picture)}`
  })
  const more = candidates.length - fits
  return [look.paint.faint(lines[0]!), ...lines.slice(1), ...(more > 0 ? [look.paint.faint(`and ${more} more`)] : [])]
}

type Rows = readonly (readonly string[])[]

const widthsOf = (rows: Rows): number[] =>
  rows[0]!.map((_, column) => Math.max(...rows.map(row => textWidth(row[column]!))))
const widthOfOthers = (widths: readonly number[]): number => widths.slice(1).reduce((sum, width) => sum + width + 2, 0)

/** Where names would be cut too short, the last column goes, but for p99. */
function thatFit(rows: Rows, width: number): Rows {
  const widths = widthsOf(rows)
  if (widths.length <= 2 || Math.min(widths[0]!, shortName) <= width - widthOfOthers(widths)) return rows
  return thatFit(
    rows.map(row => row.slice(0, -1)),
    width,
  )
}

/** Columns with nothing below their head are left out. */
function withoutEmpty(rows: readonly (readonly string[])[]): string[][] {
  return rows.map(row => row.filter((_, column) => rows.some((other, i) => i > 0 && other[column] !== '')))
}

const head = ['so far', 'p99', 'interval', 'failed', 'rounds']

function cellsOf({ id, rounds, p99, failed, out }: CandidateView): string[] {
  if (out) return [id, 'is out', '', '', `${rounds}`]
  if (rounds === 0) return [id, '', '', '', '0']
  const failures = failed === null ? '' : formatShare(failed)
  return [id, p99 === null ? 'n/a' : formatMs(p99.value), p99 === null ? '' : intervalOf(p99), failures, `${rounds}`]
}

/** As reports have it; in the unit of the value where it is the same. */
function intervalOf({ value, low, high, n }: Estimate): string {
  if (low === null || high === null || n < leastRounds) return ''
  const unit = formatMs(value).split(' ')[1]
  const texts = [low, high].map(ms => formatMs(ms))
  const same = texts.every(text => text.split(' ')[1] === unit)
  return `[${texts.map(text => (same ? text.split(' ')[0] : text)).join(', ')}]`
}

/** On one axis, from the least to the highest of all; none where there is no room, or nobody has an interval yet. */
function picturesOf(candidates: readonly CandidateView[], room: number, { charset }: Look): string[] {
  const ranges = candidates.map(({ p99 }) =>
    p99?.low == null || p99.high == null || p99.n < leastRounds ? null : { ...p99, low: p99.low, high: p99.high },
  )
  const known = ranges.filter(range => range !== null)
  if (room < leastPicture || known.length === 0 || known.some(({ low }) => low <= 0)) return []
  const from = Math.min(...known.map(({ low }) => low))
  const to = Math.max(...known.map(({ high }) => high))
  const axis = { from, to, width: Math.min(mostPicture, room) }
  return ranges.map(range => (range === null ? '' : whisker(range, axis, charset).trimEnd()))
}
