import type { Axis } from './axis.js'

/** Lines over a common axis: the spectrum, the shares answered in time, what happened over time, curves of a sweep. */
export interface LinesData {
  readonly x: Axis
  readonly y: Axis
  /** Where the values of every line lie that has no places of its own. */
  readonly at: readonly number[]
  readonly lines: readonly ChartLine[]
  /** Parts of the x axis that have a name: what befell the fleet and when. */
  readonly shades: readonly Shade[]
  readonly rules: readonly Rule[]
  /** What rings on lines are: rules that are about a candidate. */
  readonly ringNote?: string
  /** Drawn half as high: what matters less. */
  readonly isLow?: boolean
  /** Where the names of lines stand: beside their ends, or above, where all lines end alike. */
  readonly names: 'ends' | 'key'
  /** Whether values are few, and each a point of its own. */
  readonly hasPoints: boolean
}

export interface ChartLine {
  /** Of the candidate; of the ideal its name. */
  readonly id: string
  /** `twin`: the same candidate in virtual time. `before`: in an earlier run. `law`: a curve through its points. `reference`: what nobody ran. */
  readonly role: 'candidate' | 'ideal' | 'twin' | 'before' | 'law' | 'reference'
  /** Of its own, ascending. */
  readonly at?: readonly number[]
  /** Null where it cannot be told. */
  readonly values: readonly (number | null)[]
  /** From the last value on it rises beyond all bounds, here at the latest. */
  readonly risesAt?: number
  /** Interval, or lowest and highest round, as many as values. */
  readonly low?: readonly (number | null)[]
  readonly high?: readonly (number | null)[]
}

export interface Shade {
  readonly name: string
  readonly from: number
  /** As `from` where it takes no time. */
  readonly to: number
}

/** A line across, at a value of one axis. */
export interface Rule {
  readonly axis: 'x' | 'y'
  readonly at: number
  readonly name: string
  /** The candidate it is about, in whose colour it is; absent where it is about all. */
  readonly candidate?: string
}
