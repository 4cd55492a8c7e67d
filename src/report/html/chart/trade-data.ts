import type { Estimate } from '../../../results/results.js'
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
  readonly x: Omit<Estimate, 'n'>
  readonly y: Omit<Estimate, 'n'>
  /** Whether no other one is better in both. */
  readonly isFront: boolean
}
