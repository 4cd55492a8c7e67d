import type { Axis } from './axis.js'

/** Estimates with their intervals: a row a candidate, or a candidate and metric. */
export interface RangesData {
  readonly x: Axis
  readonly rows: readonly RangeRow[]
  /** What lines through points are: "95 % interval". */
  readonly ranges: string
  /** What to hold them against. */
  readonly references: readonly { readonly at: number; readonly name: string }[]
  /** Whether lengths from the start of the axis mean something, and are drawn. */
  readonly hasBars: boolean
}

export interface RangeRow {
  readonly candidate: string
  /** Not to be trusted: drawn in grey. */
  readonly isInvalid?: boolean
  /** Stands in front of it. */
  readonly name: string
  readonly points: readonly RangePoint[]
  /** Stands behind it: the answer in numbers. */
  readonly text: string
}

export interface RangePoint {
  /** Which quantity: "p50". */
  readonly name: string
  readonly value: number
  readonly low: number | null
  readonly high: number | null
  /** A ring, not a dot: the lesser quantity of the row. */
  readonly isHollow: boolean
}
