/** What there is to see of a trial that still runs. Of the measured part, as results count it; the warm-up counts for nothing. */
export interface Glimpse {
  /** Since measuring began, ms; negative in the warm-up. */
  readonly atMs: number
  /** When the last request is due, ms. */
  readonly endsMs: number
  /** That have ended, in whatever way. */
  readonly requests: number
  /** Of those, not answered as the user wanted (see `isGood`). */
  readonly failed: number
  /** Requests that ended, warm-up or not, over the last second or so. */
  readonly ratePerSecond: number
  /** So far, within 2 %; null until ten requests lie beyond it. */
  readonly p99Ms: number | null
  /** Requests answered by each, in the order of the scenario. */
  readonly backends: readonly { readonly name: string; readonly requests: number }[]
}

/** A p99 has ten requests beyond it from so many on. */
export const leastForP99 = 1000
