import { bisect } from './bisect.js'

/** The law of T, the time in system (waiting and service) of a request that is served, in mean service times. */
export interface Sojourn {
  readonly mean: number
  /** P(T > t), t >= 0. */
  beyond(t: number): number
  /** What a share p of the requests stays below or meets, p in (0, 1). */
  quantile(p: number): number
}

/** The law with this mean and this tail. Where the tail jumps over 1 - p, the quantile is where it jumps. */
export function sojourn(mean: number, beyond: (t: number) => number): Sojourn {
  return { mean, beyond, quantile: p => firstWithin(beyond, 1 - p) }
}

/** The exponential law: of M/M/1, and of each queue that its own kind of arrivals keeps memoryless. */
export function exponentialSojourn(mean: number): Sojourn {
  return { mean, beyond: t => Math.exp(-t / mean), quantile: p => -mean * Math.log1p(-p) }
}

function firstWithin(beyond: (t: number) => number, share: number): number {
  let high = 1
  while (beyond(high) > share) high *= 2
  return bisect(0, high, t => beyond(t) <= share)
}
