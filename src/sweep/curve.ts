import { type Candidate, idealStrategy } from '../bench/candidate.js'
import type { Trial } from '../bench/trial.js'
import { estimates } from '../results/estimates.js'
import { measure } from '../results/measure.js'
import type { Estimate } from '../results/results.js'
import type { Scenario } from '../scenario/scenario.js'
import { isCensored } from './censored.js'
import type { BackendLoad } from './offered-load.js'
import { type Stability, stabilityOf } from './stability.js'

/** What can be drawn. */
export const sweepMetrics = ['p50Ms', 'p90Ms', 'p99Ms', 'meanMs'] as const
export type SweepMetric = (typeof sweepMetrics)[number]

/** One candidate over the whole axis. */
export interface Curve {
  readonly candidate: Pick<Candidate, 'id' | 'strategy' | 'options'>
  /** A point a value of the axis, in its order. */
  readonly points: readonly CurvePoint[]
}

/** What no strategy can be: one queue before all workers. */
export const isIdeal = ({ candidate }: Pick<Curve, 'candidate'>): boolean => candidate.strategy === idealStrategy

/** One candidate at one value of the axis. */
export interface CurvePoint {
  readonly stability: Stability
  /** Null in a closed loop. */
  readonly busiest: BackendLoad | null
  readonly errorRate: Estimate | null
  readonly timeoutRate: Estimate | null
  /**
   * Null where it is unstable (it would tell how long the run was), where there are too few answers, and where so many clients
   * gave up that it lies beyond their timeout.
   */
  readonly latency: Readonly<Record<SweepMetric, Estimate | null>>
  /** The same, round by round, all rounds in their order. */
  readonly rounds: Readonly<Record<SweepMetric, readonly (number | null)[]>>
}

/** The rounds of one candidate at one value of the axis, in numbers. */
export function curvePoint(scenario: Scenario, trials: readonly Trial[]): CurvePoint {
  const { stability, busiest } = stabilityOf(scenario, trials)
  const rounds = trials.map(measure)
  const { errorRate, timeoutRate } = estimates(rounds)
  const known = (metric: SweepMetric): (number | null)[] =>
    rounds.map(({ metrics }) =>
      stability === 'stable' && !isCensored(metric, metrics.timeoutRate) ? metrics[metric] : null,
    )
  const perRound = eachMetric(known)
  const told = rounds.map(({ metrics }, round) => ({
    metrics: { ...metrics, ...eachMetric(metric => perRound[metric][round]!) },
  }))
  const all = estimates(told, { timeoutMs: scenario.traffic.timeoutMs })
  // A latency of some rounds only would be that of the lucky ones.
  const latency = eachMetric(metric => (perRound[metric].includes(null) ? null : all[metric]))
  return { stability, busiest: busiest ?? null, errorRate, timeoutRate, latency, rounds: perRound }
}

function eachMetric<T>(read: (metric: SweepMetric) => T): Record<SweepMetric, T> {
  return Object.fromEntries(sweepMetrics.map(metric => [metric, read(metric)])) as Record<SweepMetric, T>
}
