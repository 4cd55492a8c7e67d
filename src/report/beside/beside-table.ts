import type { Paint } from '../paint.js'
import { wrapped } from '../wrapped.js'
import type { Row } from './beside-rows.js'

/** What stands above the columns. */
interface Heads {
  readonly metric: string
  readonly before: string
  readonly after: string
}

interface Look {
  readonly width: number
  readonly paint: Paint
}

/** Rows below the name of their candidate, however long that is; a line each. Where the terminal is too narrow for columns, a sentence a row. */
export function besideTable(heads: Heads, rows: readonly Row[], { width, paint }: Look): string[] {
  const { metric: title } = heads
  const [head, ...lines] = inColumns(heads, rows)
  const fits = [head!, ...lines].every(line => line.length <= width)
  const text = (row: Row, i: number): string[] => (fits ? [lines[i]!] : hanging(sentence(row), width))
  return [
    paint.faint(fits ? head! : title),
    ...rows.flatMap((row, i) => [
      ...(row.candidate === rows[i - 1]?.candidate ? [] : wrapped(row.candidate, width).map(paint.strong)),
      ...text(row, i).map(inColor(row, paint)),
    ]),
  ]
}

const indent = '  '
const columns = ['metric', 'before', 'after', 'change', 'verdict'] as const

/** The head and the rows; columns that no row fills are left out. */
function inColumns(heads: Heads, rows: readonly Row[]): string[] {
  const shown = columns.filter(column => rows.some(row => row[column] !== ''))
  const cells = [
    shown.map(column => ({ ...heads, change: 'change', verdict: 'verdict' })[column]),
    ...rows.map(row => shown.map(column => (column === 'metric' ? indent + row.metric : row[column]))),
  ]
  const widths = shown.map((_, i) => Math.max(...cells.map(line => line[i]!.length)))
  return cells.map(line =>
    line
      .map((cell, i) => cell.padEnd(widths[i]!))
      .join(indent)
      .trimEnd(),
  )
}

const hanging = (text: string, width: number): string[] =>
  wrapped(text, width - indent.length, indent).map(line => indent + line)

function sentence({ metric, before, after, change, verdict }: Row): string {
  return `${metric}: ${before} -> ${after}, ${change}${verdict === '' ? '' : `, ${verdict}`}`
}

function inColor({ verdict }: Row, paint: Paint): (text: string) => string {
  return verdict === 'better' ? paint.good : verdict === 'worse' ? paint.bad : text => text
}
