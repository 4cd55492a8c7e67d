import type { Distribution, Results } from '../../../results/results.js'
import type { ChartLine } from './lines-data.js'

/** A candidate, its twin, or the ideal, by its distribution. */
export interface NamedCurve {
  readonly id: string
  readonly role: ChartLine['role']
  readonly distribution: Distribution
}

/** Distributions of all candidates that have one, in their order; then those of twins, then the ideal's. */
export function curvesOf({ candidates, ideal }: Results): NamedCurve[] {
  const named = (id: string, role: ChartLine['role'], distribution: Distribution | null | undefined): NamedCurve[] =>
    distribution ? [{ id, role, distribution }] : []
  return [
    ...candidates.flatMap(({ id, distribution }) => named(id, 'candidate', distribution)),
    ...candidates.flatMap(({ id, twinDistribution }) => named(id, 'twin', twinDistribution)),
    ...named('ideal', 'ideal', ideal?.distribution),
  ]
}

/** Name of a curve in a table: "lc", "lc, twin", "ideal". */
export const curveName = ({ id, role }: Pick<NamedCurve, 'id' | 'role'>): string =>
  role === 'twin' ? `${id}, twin` : id

/** ms that this share of the requests did not exceed; undefined where nobody can say. */
export function latencyAt({ share, ms }: Pick<Distribution, 'share' | 'ms'>, level: number): number | undefined {
  const above = share.findIndex(one => one >= level - 1e-9)
  if (above === -1) return undefined
  return above === 0 ? ms[0] : between([share[above - 1]!, share[above]!], [ms[above - 1]!, ms[above]!], level)
}

/** Share of the requests that took at most so long; at least what it is at the last known level beyond that. */
export function shareWithin({ share, ms }: Pick<Distribution, 'share' | 'ms'>, limitMs: number): number {
  const above = ms.findIndex(one => one > limitMs)
  if (above === 0) return 0
  if (above === -1) return share.at(-1)!
  return between([ms[above - 1]!, ms[above]!], [share[above - 1]!, share[above]!], limitMs)
}

function between([x0, x1]: readonly [number, number], [y0, y1]: readonly [number, number], x: number): number {
  return x1 === x0 ? y1 : y0 + ((y1 - y0) * (x - x0)) / (x1 - x0)
}
