import type { OutlierSpec } from '../../model/balancer-spec.js'

/** What was answered in one interval, an entry a backend. */
export interface Rates {
  readonly answers: Int32Array
  readonly good: Int32Array
  /** Whether this backend is looked at: ejected ones are not. */
  readonly counts: (backend: number) => boolean
}

/**
 * Whose success rate lies below mean - factor * standard deviation of all that have enough requests, the population's and
 * not a sample's, as in Envoy. Nobody's where fewer than `minHosts` have enough.
 */
export function successOutliers(rates: Rates, spec: NonNullable<OutlierSpec['successRate']>): number[] {
  const busy = busyBackends(rates, spec)
  const success = busy.map(backend => rates.good[backend]! / rates.answers[backend]!)
  const mean = success.reduce((sum, rate) => sum + rate, 0) / busy.length
  const variance = success.reduce((sum, rate) => sum + (rate - mean) * (rate - mean), 0) / busy.length
  const least = mean - spec.factor * Math.sqrt(variance)
  return busy.filter((_, k) => success[k]! < least)
}

/** Whose share of failures is at least `share`. */
export function failureOutliers(rates: Rates, spec: NonNullable<OutlierSpec['failureShare']>): number[] {
  const { answers, good } = rates
  return busyBackends(rates, spec).filter(
    backend => answers[backend]! - good[backend]! >= spec.share * answers[backend]!,
  )
}

function busyBackends(
  { answers, counts }: Rates,
  { minHosts, minRequests }: { readonly minHosts: number; readonly minRequests: number },
): number[] {
  const busy: number[] = []
  for (let i = 0; i < answers.length; i++) if (answers[i]! > 0 && answers[i]! >= minRequests && counts(i)) busy.push(i)
  return busy.length >= minHosts ? busy : []
}
