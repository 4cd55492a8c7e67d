import { linearScale, logScale, type Scale } from './scale.js'

/** A line of a chart: values along x, undefined where there is none. */
export interface Series {
  readonly label: string
  readonly mark: string
  readonly paint: (text: string) => string
  readonly values: readonly (number | undefined)[]
  /** In place of a value, a mark a point; shown in a line of their own above the chart. */
  readonly signs: readonly (string | undefined)[]
}

export interface Chart {
  readonly series: readonly Series[]
  /** Where the points lie, ascending, in any unit that is even to the eye. */
  readonly positions: readonly number[]
  /** Under the points. */
  readonly labels: readonly string[]
  readonly formatY: (value: number) => string
  /** Undefined: logarithmic. */
  readonly scale?: 'linear' | undefined
  /** Drawn behind the points, which are not joined then. */
  readonly lines?: readonly Line[]
}

/** A function over the whole width, such as a law through the points. */
export interface Line {
  readonly mark: string
  readonly paint: (text: string) => string
  /** By position; undefined where it has no value. */
  readonly valueAt: (position: number) => number | undefined
}

export interface ChartSize {
  /** Columns in all. */
  readonly width: number
  /** Lines of the plot itself. */
  readonly height: number
}

/** Columns left of the plot. */
const margin = 10
/** Where several curves have a point. */
export const several = '*'

/**
 * A chart of characters: points as marks, dots between them, a `*` where curves meet. The scale is logarithmic, as it is ratios
 * that matter: equally fast within 10 % is as far apart everywhere; linear for shares and indices. No line is longer than `width`.
 */
export function drawChart(chart: Chart, size: ChartSize): string[] {
  const columns = columnsOf(chart, size.width - margin - 1)
  const traces = (chart.lines ?? []).map(line => ({ line, values: traced(line, chart, columns) }))
  const known = [...chart.series, ...traces].flatMap(({ values }) => [...values]).filter(value => value !== undefined)
  const signs = chart.series
    .filter(one => one.signs.some(sign => sign !== undefined))
    .map(one => signLine(one, columns))
  if (known.length === 0) return [...signs, ...bottom(chart, columns)]
  const scale = (chart.scale === 'linear' ? linearScale : logScale)(known, size.height)
  return [...signs, ...plot(chart, { columns, scale, traces }), ...bottom(chart, columns)]
}

interface Columns {
  readonly count: number
  /** Of each point. */
  readonly at: readonly number[]
}

function columnsOf({ positions }: Chart, room: number): Columns {
  const count = Math.max(20, room)
  const [first, last] = [positions[0]!, positions.at(-1)!]
  return { count, at: positions.map(position => Math.round(((position - first) / (last - first || 1)) * (count - 1))) }
}

/** A line's values, one a column. */
interface Trace {
  readonly line: Line
  readonly values: readonly (number | undefined)[]
}

function traced({ valueAt }: Line, { positions }: Chart, { count }: Columns): (number | undefined)[] {
  const [first, last] = [positions[0]!, positions.at(-1)!]
  return Array.from({ length: count }, (_, column) => valueAt(first + ((last - first) * column) / (count - 1)))
}

/** One character of the plot, and whose it is. */
interface Cell {
  text: string
  series: Pick<Series, 'paint'> | undefined
  isPoint: boolean
}

interface Frame {
  readonly columns: Columns
  readonly scale: Scale
  readonly traces: readonly Trace[]
}

function plot({ series, formatY, lines }: Chart, { columns, scale, traces }: Frame): string[] {
  const rows = Array.from({ length: scale.height }, () =>
    Array.from({ length: columns.count }, (): Cell => ({ text: ' ', series: undefined, isPoint: false })),
  )
  for (const one of traces) drawTrace(rows, one, scale)
  for (const one of lines === undefined ? series : []) drawDots(rows, one, columns, scale)
  for (const one of series) drawPoints(rows, one, columns, scale)
  const labels = tickLabels(scale, formatY)
  return rows.map((row, i) => {
    const label = labels.get(i)
    return `${(label ?? '').padStart(margin - 1)} ${label === undefined ? '│' : '┤'}${painted(row)}`.trimEnd()
  })
}

/** Neighbours of one curve are painted together: a colour costs ten bytes. */
function painted(row: readonly Cell[]): string {
  const runs: { text: string; readonly series: Cell['series'] }[] = []
  for (const { text, series } of row) {
    const last = runs.at(-1)
    if (last !== undefined && last.series === series) last.text += text
    else runs.push({ text, series })
  }
  return runs.map(({ text, series }) => (series === undefined ? text : series.paint(text))).join('')
}

/** The first of several has the place. */
function drawTrace(rows: Cell[][], { line, values }: Trace, scale: Scale): void {
  for (const [column, value] of values.entries()) {
    if (value === undefined) continue
    const cell = rows[Math.round(scale.line(value))]![column]!
    if (cell.text === ' ') Object.assign(cell, { text: line.mark, series: line })
  }
}

/** Straight lines on the scale of the chart. */
function drawDots(rows: Cell[][], series: Series, { at }: Columns, { line }: Scale): void {
  const { values } = series
  for (let i = 0; i + 1 < values.length; i++) {
    const [from, to] = [values[i], values[i + 1]]
    if (from === undefined || to === undefined) continue
    for (let column = at[i]! + 1; column < at[i + 1]!; column++) {
      const share = (column - at[i]!) / (at[i + 1]! - at[i]!)
      const cell = rows[Math.round(line(from) + (line(to) - line(from)) * share)]![column]!
      if (cell.text === ' ') Object.assign(cell, { text: '·', series })
    }
  }
}

function drawPoints(rows: Cell[][], series: Series, { at }: Columns, { line }: Scale): void {
  for (const [i, value] of series.values.entries()) {
    if (value === undefined) continue
    const cell = rows[Math.round(line(value))]![at[i]!]!
    const shared = cell.isPoint && cell.series !== series
    Object.assign(cell, shared ? { text: several, series: undefined } : { text: series.mark, series })
    cell.isPoint = true
  }
}

/** By line; of two that fall on the same line, or next to each other, the higher one. */
function tickLabels({ ticks, line }: Scale, formatY: Chart['formatY']): Map<number, string> {
  const labels = new Map<number, string>()
  for (const tick of [...ticks].reverse()) {
    const at = Math.round(line(tick))
    if (!labels.has(at) && !labels.has(at - 1)) labels.set(at, formatY(tick))
  }
  return labels
}

function signLine({ label, mark, signs, paint }: Series, { count, at }: Columns): string {
  const line = new Array<string>(count).fill(' ')
  for (const [i, sign] of signs.entries()) if (sign !== undefined) line[at[i]!] = paint(sign)
  const name = `${mark} ${label}`
  return `${(name.length < margin ? name : `${name.slice(0, margin - 2)}…`).padEnd(margin)} ${line.join('')}`.trimEnd()
}

/** The axis with a notch a point, and as many labels as have room. */
function bottom({ labels }: Chart, { count, at }: Columns): string[] {
  const axis = new Array<string>(count).fill('─')
  for (const column of at) axis[column] = '┴'
  return [
    `${' '.repeat(margin)}└${axis.join('')}`,
    `${' '.repeat(margin + 1)}${labelLine(labels, at, count)}`.trimEnd(),
  ]
}

/** Every label, else every second, third, ... one: none touches its neighbour. */
function labelLine(labels: readonly string[], at: readonly number[], count: number): string {
  for (let stride = 1; ; stride++) {
    const line = labels.reduce<string | undefined>((line, label, i) => {
      if (line === undefined || i % stride !== 0) return line
      const start = Math.min(count - label.length, Math.max(0, at[i]! - Math.floor(label.length / 2)))
      const isFree = line === '' || start > line.length
      return isFree ? line.padEnd(start) + label : undefined
    }, '')
    if (line !== undefined) return line
  }
}
