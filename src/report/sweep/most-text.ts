import { formatRate, formatShare } from '../../units.js'
import { list } from '../list.js'
import type { Leaders } from './leaders.js'

/** Parts of a sentence on who carries most. */
export interface MostText {
  /** "lc", "lc and p2c". */
  readonly who: string
  readonly isMany: boolean
  /** "375/s; rr 53% of that", "375/s, within the search's tolerance of 1%; rr 53% of that". */
  readonly rate: string
}

/** Undefined where nobody carries anything, or only the ideal does. */
export function mostText(
  { level, others }: Leaders,
  tolerance: number,
  format: (ratePerSecond: number) => string = formatRate,
): MostText | undefined {
  const [best] = level
  if (best === undefined) return undefined
  const within = level.length === 1 ? '' : `, within the search's tolerance of ${formatShare(tolerance)}`
  const rest = others.map(({ id, rate }) => `${id} ${formatShare(rate / best.rate)} of that`)
  return {
    who: list(level.map(({ id }) => id)),
    isMany: level.length > 1,
    rate: `${format(best.rate)}${within}${rest.length === 0 ? '' : `; ${list(rest)}`}`,
  }
}
