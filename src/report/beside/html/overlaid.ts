import type { Chart, ChartTable } from '../../html/chart/chart.js'
import type { ChartLine } from '../../html/chart/lines-data.js'

/** One picture of two charts of lines, that of before dotted; undefined where either is missing, or they have no common axis. */
export function overlaid(before: Chart | undefined, after: Chart | undefined): Chart | undefined {
  if (before?.kind !== 'lines' || after?.kind !== 'lines') return undefined
  const [shorter, longer] = [before.data.at, after.data.at].sort((a, b) => a.length - b.length)
  if (shorter!.some((at, i) => at !== longer![i])) return undefined
  const past = before.data.lines.map((line): ChartLine => ({ id: line.id, role: 'before', values: line.values }))
  // Spreads of rounds of both would hide each other.
  const now = after.data.lines.map(({ low: _low, high: _high, ...line }): ChartLine => line)
  return {
    ...after,
    says: `Solid lines are after, dotted ones before. After: ${after.says}`,
    table: joined(before.table, after.table),
    data: { ...after.data, at: longer!, lines: [...past, ...now] },
  }
}

/** Rows are candidates, or columns are. */
function joined(before: ChartTable, after: ChartTable): ChartTable {
  if (after.head[0] === 'candidate') {
    const longest = before.head.length > after.head.length ? before : after
    const named = ({ rows }: ChartTable, side: string): string[][] =>
      rows.map(([name, ...cells]) => [`${name}, ${side}`, ...longest.head.slice(1).map((_, i) => cells[i] ?? '-')])
    return { head: longest.head, rows: [...named(before, 'before'), ...named(after, 'after')] }
  }
  const heads = (table: ChartTable, side: string): string[] => table.head.slice(1).map(name => `${name}, ${side}`)
  const rows = after.rows.map((row, i) => [...row, ...(before.rows[i] ?? []).slice(1)])
  return { head: [after.head[0]!, ...heads(after, 'after'), ...heads(before, 'before')], rows }
}
