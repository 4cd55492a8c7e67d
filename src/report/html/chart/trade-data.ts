import type { Axis } from './axis.js'

/** Settings against each other by two quantities, less of both being better. */
export interface TradeData {
  readonly x: Axis
  readonly y: Axis
  readonly points: readonly TradePoint[]
}

export interface TradePoint {
  readonly candidate: string
  /** By what it is known in the table: "a". */
  readonly mark: string
  readonly name: string
  readonly x: TradeValue
  readonly y: TradeValue
  /** Whether no other one is shown to be better in one and not to be worse in the other; none is where nothing is shown. */
  readonly isFront: boolean
}

export interface TradeValue {
  readonly value: number
  /** Null where there is no interval, or none that says more than the value. */
  readonly low: number | null
  readonly high: number | null
  /** Some round did not see the end of it, so it is an arrow, not a point. */
  readonly isAtLeast: boolean
}
