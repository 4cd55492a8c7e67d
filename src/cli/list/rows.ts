/** A line of a list. */
export type Row = readonly [name: string, text: string]

/** Two columns, the first as wide as the longest name, or as `width` says. */
export function aligned(rows: readonly Row[], indent = '', width = widthOf(rows)): string {
  return rows.map(([name, text]) => `${indent}${name.padEnd(width)}  ${text}\n`).join('')
}

/** Of the first column. */
export function widthOf(rows: readonly Row[]): number {
  return Math.max(...rows.map(([name]) => name.length))
}
