import { meanInterval } from '../stats/interval.js'
import { type Axis, positionOn, valueAt } from './axis.js'

/** A part of the axis. */
export interface Stretch {
  readonly from: Edge
  readonly to: Edge
}

/** One end of it. */
export interface Edge {
  readonly at: number
  /**
   * `end`: the axis ends here. `crossing`: it lies between two points, on the straight line between the logarithms of their
   * ratios. `gap`: the next point has no ratio (unstable), so it lies somewhere before `beyond`.
   */
  readonly kind: 'end' | 'crossing' | 'gap'
  /** Of a gap, that next point; else null. */
  readonly beyond: number | null
  /** Of a crossing, 95 % over the rounds' own crossings; null where a round has none or there is one round only. */
  readonly low: number | null
  readonly high: number | null
}

/** A number a value of the axis; null where there is none. */
export type Values = readonly (number | null)[]

/** Ratios along the axis, as logarithms. */
export interface Lines {
  readonly axis: Axis
  readonly line: Values
  /** The least that it can be; Infinity where there is none. */
  readonly proven: readonly number[]
  readonly rounds: readonly Values[]
  /** Logarithm of the ratio that must not be exceeded. */
  readonly level: number
}

/** Longest runs of points at or below the level, with their ends; a point in between that may be so by chance parts none. */
export function stretchesBelow(lines: Lines): Stretch[] {
  const { line, level, proven } = lines
  const below = line.map(value => value !== null && value <= level)
  const doubtful = proven.map(least => least <= level)
  const holds = below.map((held, i) => held || (doubtful[i]! && isBridge(below, doubtful, i)))
  const starts = holds.flatMap((held, i) => (held && !holds[i - 1] ? [i] : []))
  return starts.map(start => {
    const stop = holds.indexOf(false, start)
    return { from: edge(lines, start, start - 1), to: edge(lines, (stop === -1 ? holds.length : stop) - 1, stop) }
  })
}

/** Whether nothing but doubt lies between a point and one below the level, on both sides. */
function isBridge(below: readonly boolean[], doubtful: readonly boolean[], i: number): boolean {
  const [left, right] = [below.lastIndexOf(true, i), below.indexOf(true, i)]
  return left !== -1 && right !== -1 && doubtful.slice(left + 1, right).every(Boolean)
}

/** The end of a stretch between its last point and the neighbour outside of it. */
function edge({ axis, line, rounds, level }: Lines, last: number, outside: number): Edge {
  const at = axis.values[last]!
  const beyond = axis.values[outside]
  const none = { low: null, high: null }
  if (beyond === undefined) return { at, kind: 'end', beyond: null, ...none }
  if (line[outside] === null) return { at, kind: 'gap', beyond, ...none }
  const crossing = crossings(axis, line, level).find(each => between(each, at, beyond))!
  return { at: crossing, kind: 'crossing', beyond: null, ...spreadOf(axis, rounds, level, crossing) }
}

/** Each round's crossing nearest to that of all of them. */
function spreadOf(axis: Axis, rounds: readonly Values[], level: number, at: number): Pick<Edge, 'low' | 'high'> {
  const own = rounds.map(line => nearestTo(at, crossings(axis, line, level)))
  const known = own.filter(each => each !== undefined)
  if (known.length < rounds.length || known.length < 2) return { low: null, high: null }
  const { low, high } = meanInterval(known, { min: axis.values[0]!, max: axis.values.at(-1)! })
  return { low: Math.min(at, low!), high: Math.max(at, high!) }
}

/** Where a line along the axis passes the level, interpolated. */
function crossings({ kind, values }: Axis, line: Values, level: number): number[] {
  return values.slice(1).flatMap((_, i) => {
    const [before, after] = [line[i] ?? null, line[i + 1] ?? null]
    if (before === null || after === null || before <= level === after <= level) return []
    const [first, last] = [positionOn(kind, values[i]!), positionOn(kind, values[i + 1]!)]
    return [valueAt(kind, first + ((last - first) * (level - before)) / (after - before))]
  })
}

function nearestTo(at: number, values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : values.reduce((a, b) => (Math.abs(b - at) < Math.abs(a - at) ? b : a))
}

/** With room for what a logarithm there and back rounds off. */
function between(value: number, a: number, b: number): boolean {
  const slack = 1e-9 * Math.max(a, b)
  return value >= Math.min(a, b) - slack && value <= Math.max(a, b) + slack
}
