import type { FleetCount, Newcomer, TrialScaling } from '../model/scaling-log.js'

/** What autoscaling came to in a trial, its measured part. */
export interface ScalingMetrics {
  /** Seconds in which more than 1 % of the requests failed or took longer than the objective; of stretches of 100 requests where a second has fewer. */
  readonly missedSeconds: number
  /** Requests that did, in all seconds. */
  readonly missedRequests: number
  /** Backends paid for, times seconds; those that boot or drain are paid for, too. */
  readonly backendSeconds: number
  /** Backend-seconds paid over those the load needed at the target, less 1: 0.25 is a quarter too much, below 0 too little. Null where nobody can say what it needed. */
  readonly overProvisioning: number | null
  /** How often it turned from growing to shrinking or back, beyond what the load itself makes necessary. */
  readonly oscillations: number
  /** Tries newcomers got in their first time (a second, or 20 tries) over an equal share, all together: 1 is even. Null where nobody came. */
  readonly newcomerLoad: number | null
  /** The same of the one for which it is farthest from 1. */
  readonly newcomerWorst: number | null
}

export const scalingMetricNames = [
  'missedSeconds',
  'missedRequests',
  'backendSeconds',
  'overProvisioning',
  'oscillations',
  'newcomerLoad',
  'newcomerWorst',
] as const satisfies readonly (keyof ScalingMetrics)[]
export type ScalingMetricName = (typeof scalingMetricNames)[number]

/** Of its requests: a stretch with more bad ones misses the objective. */
const badShare = 0.01
/** In a stretch: of fewer a single late one would be more than a hundredth. */
const leastRequests = 1 / badShare

/** What a trial's log comes to. */
export function scalingMetrics(trial: TrialScaling, durationMs: number): ScalingMetrics {
  const { counts, requests, bad, newcomers, need } = trial
  const backendSeconds = paidMs(counts, durationMs) / 1000
  const measured = countsWithin(counts, durationMs)
  return {
    missedSeconds: missedOf(requests, bad),
    missedRequests: bad.reduce((sum, count) => sum + count, 0),
    backendSeconds,
    overProvisioning: need === null ? null : (backendSeconds * 1000) / (mean(need) * durationMs) - 1,
    oscillations: Math.max(0, turns(measured.map(({ desired }) => desired)) - turns(need ?? [])),
    newcomerLoad: loadOf(newcomers),
    newcomerWorst: worstOf(newcomers),
  }
}

/**
 * Seconds with requests, of the stretches that miss the objective. A stretch is a second, or as many in a row as hold the fewest
 * requests that can tell; what is left at the end is of the last one.
 */
function missedOf(requests: readonly number[], bad: readonly number[]): number {
  const stretches = [none]
  for (const [second, count] of requests.entries()) {
    const { seconds, requests, bad: late } = stretches.at(-1)!
    const longer = { seconds: seconds + Number(count > 0), requests: requests + count, bad: late + bad[second]! }
    stretches.splice(-1, 1, longer, ...(longer.requests >= leastRequests ? [none] : []))
  }
  const rest = stretches.pop()!
  const last = stretches.pop() ?? none
  const joined = {
    seconds: last.seconds + rest.seconds,
    requests: last.requests + rest.requests,
    bad: last.bad + rest.bad,
  }
  return [...stretches, joined]
    .filter(stretch => stretch.bad > badShare * stretch.requests)
    .reduce((sum, { seconds }) => sum + seconds, 0)
}

const none = { seconds: 0, requests: 0, bad: 0 }

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function paidMs(counts: readonly FleetCount[], durationMs: number): number {
  return counts.reduce((sum, { atMs, paid }, i) => {
    const untilMs = Math.min(durationMs, counts[i + 1]?.atMs ?? durationMs)
    return sum + paid * Math.max(0, untilMs - Math.max(0, atMs))
  }, 0)
}

/** What was there at 0, and what changed from then on. */
function countsWithin(counts: readonly FleetCount[], durationMs: number): readonly FleetCount[] {
  const first = Math.max(
    0,
    counts.findLastIndex(({ atMs }) => atMs <= 0),
  )
  return counts.slice(first).filter(({ atMs }) => atMs < durationMs)
}

/** How often a sequence turns from rising to falling, or back. */
function turns(values: readonly number[]): number {
  let count = 0
  let direction = 0
  for (let i = 1; i < values.length; i++) {
    const change = Math.sign(values[i]! - values[i - 1]!)
    if (change === 0) continue
    if (direction !== 0 && change !== direction) count++
    direction = change
  }
  return count
}

function loadOf(newcomers: readonly Newcomer[]): number | null {
  const fair = newcomers.reduce((sum, each) => sum + each.fair, 0)
  return fair === 0 ? null : newcomers.reduce((sum, each) => sum + each.sent, 0) / fair
}

function worstOf(newcomers: readonly Newcomer[]): number | null {
  const loads = newcomers.map(({ sent, fair }) => sent / fair)
  if (loads.length === 0) return null
  const distance = (load: number): number => (load >= 1 ? load : load === 0 ? Infinity : 1 / load)
  return loads.reduce((worst, load) => (distance(load) > distance(worst) ? load : worst))
}
