import type { TextColumn } from '../../sweep/text-table.js'
import type { ChartTable } from '../chart/chart.js'

/** Columns of text as rows. */
export function columnsAsTable(first: TextColumn, columns: readonly TextColumn[]): ChartTable {
  const all = [first, ...columns]
  return { head: all.map(({ head }) => head), rows: first.cells.map((_, i) => all.map(({ cells }) => cells[i]!)) }
}
