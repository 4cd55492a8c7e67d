import type { Distribution } from './distribution.js'
import type { SessionSpec } from './sessions.js'

export interface Traffic {
  readonly load: OpenLoop | ClosedLoop
  readonly clients: { readonly count: number; readonly zipf: number }
  /** At least one; picked with probability proportional to `share`. */
  readonly requests: readonly RequestKind[]
  /** A client gives up after this, counted from when the request was due. */
  readonly timeoutMs: number
  /** Undefined: requests need none. */
  readonly sessions?: SessionSpec
  /** Open loop: times when requests come at so many times the rate. Ascending, none overlap. */
  readonly surges?: readonly Surge[]
  /** Open loop: times when so many of the requests, whoever sent them, become those of client 0. Ascending, none overlap. */
  readonly hot?: readonly HotStretch[]
}

/** From `fromMs`, included, to `toMs`, excluded, both from the start of measuring. */
export interface Surge {
  readonly fromMs: number
  readonly toMs: number
  readonly factor: number
}

/** As a surge; `share` is in (0, 1]. */
export interface HotStretch {
  readonly fromMs: number
  readonly toMs: number
  readonly share: number
}

export interface OpenLoop {
  readonly kind: 'open'
  readonly ratePerSecond: number
  readonly arrivals: Arrivals
  /** Cap on sockets of the generator. An arrival that finds all busy waits, and that is reported. */
  readonly maxSockets: number
}

export type Arrivals =
  | { readonly kind: 'poisson' }
  | { readonly kind: 'even' }
  /** Poisson whose rate is `factor` times the mean during the first `forMs` of every `everyMs`, lower in between. */
  | { readonly kind: 'burst'; readonly everyMs: number; readonly forMs: number; readonly factor: number }
  /** Poisson whose rate is so many times `ratePerSecond`: straight lines between the points, level before and after them. */
  | { readonly kind: 'curve'; readonly points: readonly CurvePoint[] }
  /** Due times of a file, ms from the start of measuring, ascending. */
  | { readonly kind: 'trace'; readonly timesMs: readonly number[] }

/** A corner of a curve, from the start of measuring; of several each has a time of its own, ascending. */
export interface CurvePoint {
  readonly atMs: number
  /** Above 0. */
  readonly factor: number
}

export interface ClosedLoop {
  readonly kind: 'closed'
  readonly connections: number
  readonly think: Distribution
}

export interface RequestKind {
  readonly method: string
  readonly path: string
  readonly bodyBytes: number
  readonly share: number
}
