import type { Scaling, ScalingCurve } from '../../../sweep/scaling/scaling.js'

/** How many backends carry the rate that was asked about. */
export interface Needed {
  readonly candidate: ScalingCurve['candidate']
  /** The fewest of those tried, and what those carry; null where none do. */
  readonly fleet: { readonly backends: number; readonly ratePerSecond: number } | null
}

/** The fewest backends first, those that never do last; none where nobody asked. The ideal is nobody's choice. */
export function fleetsNeeded({ curves, needPerSecond }: Scaling): Needed[] {
  if (needPerSecond === null) return []
  const needed = curves
    .filter(({ candidate }) => candidate.strategy !== 'ideal')
    .map(({ candidate, points }): Needed => {
      const found = points.find(({ ratePerSecond }) => (ratePerSecond ?? 0) >= needPerSecond)
      return { candidate, fleet: found ? { backends: found.backends, ratePerSecond: found.ratePerSecond! } : null }
    })
  return needed.toSorted((a, b) => (a.fleet?.backends ?? Infinity) - (b.fleet?.backends ?? Infinity))
}
