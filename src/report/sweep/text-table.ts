import { shortened } from '../shortened.js'

/** A column of plain text, a cell a row. */
export interface TextColumn {
  readonly head: string
  readonly cells: readonly string[]
}

const gap = 2
/** Shorter names are none. */
const leastNames = 6

/**
 * Aligned columns, the first one in front of every part: what is too wide for the terminal goes into further tables, so that
 * a line never wraps, unless one column alone is too wide.
 */
export function textTables(names: TextColumn, columns: readonly TextColumn[], width: number): string[][] {
  const room = Math.max(leastNames, width - gap - Math.max(0, ...columns.map(widthOf)))
  const first = { head: shortened(names.head, room), cells: names.cells.map(cell => shortened(cell, room)) }
  return parts(first, columns, width).map(part => {
    const all = [first, ...part]
    const widths = all.map(widthOf)
    const line = (texts: readonly string[]): string =>
      texts
        .map((text, i) => (i === 0 ? text.padStart(widths[i]!) : text.padEnd(widths[i]!)))
        .join(' '.repeat(gap))
        .trimEnd()
    return [
      line(all.map(({ head }) => head)),
      ...first.cells.map((_, row) => line(all.map(({ cells }) => cells[row]!))),
    ]
  })
}

function parts(first: TextColumn, columns: readonly TextColumn[], width: number): TextColumn[][] {
  const result: TextColumn[][] = []
  let used = Infinity
  for (const column of columns) {
    const own = gap + widthOf(column)
    if (used + own > width) {
      result.push([])
      used = widthOf(first)
    }
    result.at(-1)!.push(column)
    used += own
  }
  return result
}

const widthOf = ({ head, cells }: TextColumn): number => Math.max(head.length, ...cells.map(cell => cell.length))
