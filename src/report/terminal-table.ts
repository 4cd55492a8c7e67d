import Table from 'cli-table3'
import type { Cell, Column } from './columns.js'
import type { Paint } from './paint.js'
import { shortened } from './shortened.js'

export interface TableLayout {
  /** Columns of the terminal. */
  readonly width: number
  readonly paint: Paint
}

/**
 * A table with a row a candidate, cut into as many as the width needs, each with the candidates in front: a line never
 * wraps, unless one column alone is too wide. Best cells end in `*`, those that cannot be told from the best in `~`.
 */
export function terminalTables(rows: readonly string[], columns: readonly Column[], layout: TableLayout): string[] {
  const besideWidest = layout.width - gap - Math.max(0, ...columns.map(widthOf))
  const room = Math.min(Math.floor(layout.width * mostOfNames), besideWidest)
  const names = rows.map(row => shortened(row, Math.max(rowHead.length, room)))
  return fitted(names, columns, layout.width).map(part => table(names, part, layout.paint))
}

const gap = 2
/** Of the width. */
const mostOfNames = 0.45

function fitted(rows: readonly string[], columns: readonly Column[], width: number): Column[][] {
  const first = Math.max(...rows.map(row => row.length), rowHead.length)
  const parts: Column[][] = []
  let used = Infinity
  for (const column of columns) {
    const own = gap + widthOf(column)
    if (used + own > width) {
      parts.push([])
      used = first
    }
    parts.at(-1)!.push(column)
    used += own
  }
  return parts
}

const rowHead = 'candidate'

function widthOf({ head, cells }: Column): number {
  return Math.max(head.length, ...cells.map(cell => marked(cell).length))
}

function table(rows: readonly string[], columns: readonly Column[], paint: Paint): string {
  const grid = new Table({
    head: [rowHead, ...columns.map(({ head }) => head)].map(paint.faint),
    colAligns: ['left', ...columns.map(() => 'left' as const)],
    chars: noBorders,
    // cli-table3 paints heads and borders even into a pipe unless told not to.
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  })
  for (const [i, row] of rows.entries()) {
    grid.push([paint.strong(row), ...columns.map(({ cells }) => painted(cells[i]!, paint))])
  }
  return grid.toString().replaceAll(/ +$/gm, '')
}

function painted(cell: Cell, paint: Paint): string {
  return cell.standing === 'best' ? paint.good(marked(cell)) : marked(cell)
}

function marked({ text, standing }: Cell): string {
  if (standing === 'best') return `${text} *`
  return standing === '~' ? `${text} ~` : text
}

const noBorders = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: ' '.repeat(gap),
}
