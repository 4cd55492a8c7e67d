/** How an autoscaler decides; each as its original documents it, see `src/autoscale/policies/`. */
export const scalingPolicies = ['target-tracking', 'hpa', 'step', 'predictive'] as const
export type ScalingPolicy = (typeof scalingPolicies)[number]

/** What it looks at, the mean of a period over the backends that are ready. */
export const scalingMetrics = ['inFlight', 'utilisation', 'rate', 'p99'] as const
export type ScalingMetric = (typeof scalingMetrics)[number]

/** An autoscaler, complete; all times are of the run, with `speed` taken into account. */
export interface ScalingSpec {
  readonly policy: ScalingPolicy
  readonly metric: ScalingMetric
  /** In the metric's unit: requests in flight a backend, share of its workers that is busy, requests a second and backend, ms. */
  readonly target: number
  /** 1 <= min <= start <= max, whole; the fleet has `max` backends, and the first `start` of them run at first. */
  readonly min: number
  readonly max: number
  readonly start: number
  /** From the decision until a new backend takes requests. Real backends boot as long as they boot, and at least this long. */
  readonly bootMs: number
  /** From then until it counts in the metric. */
  readonly warmUpMs: number
  /** Between two decisions; the metric is of this time. */
  readonly everyMs: number
  readonly targetTracking: TargetTrackingSpec
  readonly hpa: HpaSpec
  readonly step: StepSpec
  readonly predictive: PredictiveSpec
}

/** Periods in a row that raise the alarm: above the target, or below `inBelow` times the target. */
export interface TargetTrackingSpec {
  readonly outPeriods: number
  readonly inPeriods: number
  readonly inBelow: number
}

export interface HpaSpec {
  /** No change while the metric is within this share of the target. */
  readonly tolerance: number
  /** It goes down to the highest recommendation of so long. */
  readonly stabiliseMs: number
  /** In so long it adds no more than `upCount` backends, or `upShare` of what there was, whichever is more. */
  readonly upPeriodMs: number
  readonly upCount: number
  readonly upShare: number
}

export interface StepSpec {
  /** By how much, ascending in `above`; of those that apply the last is taken. */
  readonly out: readonly { readonly above: number; readonly add: Adjustment }[]
  /** Descending in `below`. */
  readonly in: readonly { readonly below: number; readonly remove: Adjustment }[]
  readonly cooldownMs: number
}

/** A number of backends, or a share of those there are. */
export type Adjustment = { readonly count: number } | { readonly share: number }

export interface PredictiveSpec {
  /** In order of time, ms from the start of measuring; empty: the need is forecast from the plan of the traffic. */
  readonly schedule: readonly { readonly atMs: number; readonly count: number }[]
  /** So long ahead. */
  readonly leadMs: number
}
