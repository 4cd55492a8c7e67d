import { slicesPerThird, slicesPerTrial } from '../bench/tally.js'
import { intervalOf } from '../stats/inference.js'
import { geometricMeanInterval } from '../stats/interval.js'
import { confidence } from '../stats/student.js'
import { welchRatio } from '../stats/welch.js'
import { thresholds } from './thresholds.js'

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
  const ratio = welchRatio(known.slice(-slicesPerThird), known.slice(0, slicesPerThird))
  const { value, low } = intervalOf(ratio, confidence)
  return { ratio: value, low }
}

/**
 * The growth that the rounds of a candidate show beyond doubt, and that matters; undefined where there is none. Rounds are
 * independent runs, so over rounds the rounds themselves are the sample; of one round, its slices are.
 */
export function shownGrowth(rounds: readonly (Growth | undefined)[]): Growth | undefined {
  const growth = overRounds(rounds.filter(one => one !== undefined))
  if (growth === undefined || growth.low === null) return undefined
  return growth.low > 1 && growth.ratio >= thresholds.growth.caution ? growth : undefined
}

function overRounds(growths: readonly Growth[]): Growth | undefined {
  if (growths.length < 2) return growths[0]
  const { value, low } = geometricMeanInterval(growths.map(({ ratio }) => ratio))
  return { ratio: value, low }
}
