import type { HistogramData } from '../stats/histogram.js'

/** A trial is cut into so many slices of time, to see whether latency grew: three thirds of five. */
export const slicesPerThird = 5
export const slicesPerTrial = 3 * slicesPerThird

/**
 * What was observed in one trial, summed up while it ran: as large for a thousand requests as for a thousand million. Of
 * the measured part only, a request counted where it was due. Plain columns; it can be sent to another thread.
 */
export interface Tally {
  /** Requests due (closed loop: begun) in the measured part. */
  readonly requests: number
  /** How they ended: requests by HTTP status or `errorKinds` value, at that index (0 .. 599). */
  readonly byStatus: Float64Array
  /** Latencies from due to done, ms, of good answers (status 100 .. 399) and time-outs. */
  readonly latency: HistogramData
  /** Requests answered by each backend, of any status. */
  readonly perBackend: Float64Array
  /** Time each backend's workers spent on them, ms. */
  readonly busyMs: Float64Array
  /** Requests given up by their client while they were at each backend. */
  readonly givenUp: Float64Array
  /** Answered requests whose client had been answered before: by the same backend, or by another one. */
  readonly stayed: number
  readonly moved: number
  /** Sum and number of the latencies above, a slice of the trial's duration each. */
  readonly sliceSumMs: Float64Array
  readonly sliceCount: Float64Array
  /** What became of sessions; undefined where the scenario has none. */
  readonly sessions?: SessionTally
  /** How it went over time; undefined where nobody asked. */
  readonly windows?: TallyWindows
}

/** A trial window by window, as `Windows` of drills; percentiles are right to 1.6 %. */
export interface TallyWindows {
  readonly windowMs: number
  readonly count: number
  /** Requests due. */
  readonly requests: Float64Array
  /** Requests due that failed, by HTTP status or `errorKinds` value. */
  readonly errors: ReadonlyMap<number, Float64Array>
  /** Of good answers and time-outs due then, ms; NaN of none. */
  readonly p50Ms: Float64Array
  readonly p99Ms: Float64Array
  /** By backend, [window * backends + backend]: requests due then that it answered, or that waited there when their client gave up; empty of more than 32 backends. */
  readonly sent: Float64Array
  /** Likewise: mean number of those requests there. Tries that were followed by another are in neither. */
  readonly inFlight: Float64Array
}

/** Of the measured part of a trial. */
export interface SessionTally {
  /** Requests by what became of them, at that `sessionEnds` value. */
  readonly byEnd: Float64Array
  /** Time of each access to the store, ms; empty where none is asked. */
  readonly store: HistogramData
}
