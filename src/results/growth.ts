import { slicesPerThird, slicesPerTrial } from '../bench/tally.js'
import { welchRatio } from '../stats/welch.js'

/** Mean latency of the last third of a trial over that of its first third, with a 95 % interval from within the trial. */
export interface Growth {
  readonly ratio: number
  readonly low: number | null
}

/** Sum and number of the latencies of the requests due in each slice of a trial's time. */
export interface Slices {
  readonly sumMs: Float64Array
  readonly count: Float64Array
}

/**
 * Does the queue still grow? Requests next to each other wait in the same queue, so they are no independent samples;
 * means over slices of time nearly are (batch means, Law & Carson 1979): each third is cut into five. Undefined where a
 * slice is empty.
 */
export function latencyGrowth({ sumMs, count }: Slices): Growth | undefined {
  const known = Array.from(sumMs, (sum, slice) => sum / count[slice]!).filter(mean => mean > 0)
  if (known.length < slicesPerTrial) return undefined
  const { value, low } = welchRatio(known.slice(-slicesPerThird), known.slice(0, slicesPerThird))
  return { ratio: value, low }
}
