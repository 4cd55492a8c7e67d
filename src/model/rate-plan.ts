import { type ArrivalPlan, meanRatePerSecond } from './arrivals.js'
import { burstClock } from './burst.js'
import { factorAt } from './rate-clock.js'

/** Requests of a trace are counted in so long, ms. */
const traceWindowMs = 1000

/**
 * Requests a second that the plan of an open loop asks for at a time, ms from the start of measuring. Arrivals that are due by
 * chance are due at that rate; those of a trace are counted over the second around it.
 */
export function ratePlan(plan: ArrivalPlan): (atMs: number) => number {
  const { arrivals, ratePerSecond } = plan.load
  if (arrivals.kind === 'trace') return traceRate(arrivals.timesMs)
  if (arrivals.kind !== 'burst') return atMs => ratePerSecond * factorAt(...curveOf(plan), atMs)
  const clock = burstClock(arrivals)
  const { everyMs, forMs } = arrivals
  const inBurstMs = clock.toOperationalMs(forMs)
  const calm = forMs < everyMs ? (everyMs - inBurstMs) / (everyMs - forMs) : 1
  return atMs => ratePerSecond * (atMs - Math.floor(atMs / everyMs) * everyMs < forMs ? inBurstMs / forMs : calm)
}

/**
 * The highest rate that lasts, requests a second: at the top of a curve or in a surge; of a trace, and of bursts, which a
 * queue is there for, the mean.
 */
export function peakRate(plan: ArrivalPlan, durationMs: number): number {
  const { arrivals, ratePerSecond } = plan.load
  if (arrivals.kind === 'trace' || arrivals.kind === 'burst') return meanRatePerSecond(plan, durationMs)
  const [curve, surges] = curveOf(plan)
  // Between two corners a factor is a straight line; a surge ends just before its `toMs`.
  const corners = [...curve.map(({ atMs }) => atMs), ...surges.flatMap(({ fromMs, toMs }) => [fromMs, toMs - 1e-6])]
  const looked = [0, durationMs, ...corners].filter(ms => ms >= 0 && ms <= durationMs)
  return ratePerSecond * Math.max(...looked.map(ms => factorAt(curve, surges, ms)))
}

function curveOf({ load: { arrivals }, surges = [] }: ArrivalPlan): [Curve, NonNullable<ArrivalPlan['surges']>] {
  return [arrivals.kind === 'curve' ? arrivals.points : [], surges]
}

type Curve = Parameters<typeof factorAt>[0]

function traceRate(timesMs: readonly number[]): (atMs: number) => number {
  const times = Float64Array.from(timesMs)
  return atMs => {
    const fromMs = atMs - traceWindowMs / 2
    return ((below(times, fromMs + traceWindowMs) - below(times, fromMs)) * 1000) / traceWindowMs
  }
}

/** How many of ascending numbers are below one. */
function below(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! < value) low = middle + 1
    else high = middle
  }
  return low
}
