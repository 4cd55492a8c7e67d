import { estimates } from '../../src/results/estimates.js'
import { metricNames } from '../../src/results/results.js'
import { type Curve, type CurvePoint, type SweepMetric, sweepMetrics } from '../../src/sweep/curve.js'

/** A point whose metrics are all the same; `undefined` for an unstable one. */
export function pointOf(rounds: readonly number[] | undefined, change: Partial<CurvePoint> = {}): CurvePoint {
  const own = Object.fromEntries(sweepMetrics.map(metric => [metric, rounds ?? [null]]))
  const measured = (rounds ?? []).map(value => ({
    metrics: Object.fromEntries(metricNames.map(name => [name, value])) as never,
  }))
  const value = rounds === undefined ? null : estimates(measured).p99Ms
  return {
    stability: rounds === undefined ? 'unstable' : 'stable',
    busiest: { backend: 'slow', load: rounds === undefined ? 1.25 : 0.5, reach: 0 },
    errorRate: { value: 0, low: 0, high: 0, n: 3 },
    timeoutRate: { value: 0, low: 0, high: 0, n: 3 },
    latency: Object.fromEntries(sweepMetrics.map(metric => [metric, value])) as CurvePoint['latency'],
    rounds: own as Record<SweepMetric, readonly number[]>,
    ...change,
  }
}

/** A curve from values, each with the same factors from round to round. */
export function curveOf(
  id: string,
  values: readonly (number | undefined)[],
  noise: readonly number[] = [1, 1, 1],
): Curve {
  const points = values.map(value => pointOf(value === undefined ? undefined : noise.map(factor => factor * value)))
  return { candidate: { id, strategy: id, options: {} }, points }
}
