import { type Curve, isIdeal, type SweepMetric } from './curve.js'

/**
 * The curve that the others are held against: the one with a latency at the most points (it stays stable for longest), of
 * several the one with the lowest geometric mean over the points that all of those have. `ideal` is no strategy.
 */
export function bestCurve(curves: readonly Curve[], metric: SweepMetric): Curve | undefined {
  const real = curves.filter(curve => !isIdeal(curve))
  const known = (curve: Curve): number => curve.points.filter(({ latency }) => latency[metric] !== null).length
  const most = Math.max(...real.map(known))
  const longest = real.filter(curve => known(curve) === most)
  const common = (longest[0]?.points ?? []).flatMap((_, i) =>
    longest.every(({ points }) => points[i]!.latency[metric] !== null) ? [i] : [],
  )
  const level = (curve: Curve): number =>
    common.reduce((sum, i) => sum + Math.log(curve.points[i]!.latency[metric]!.value), 0)
  return longest.reduce<Curve | undefined>((best, one) => (best && level(best) <= level(one) ? best : one), undefined)
}
