import type { Distribution, Results } from '../../results/results.js'
import { mostLines } from '../svg/palette.js'

/** One line of the picture. */
export interface SpectrumLine {
  readonly id: string
  /** Which candidate, from 0: its colour; -1 for the ideal. */
  readonly of: number
  readonly points: readonly SpectrumPoint[]
  readonly n: number
}

export interface SpectrumPoint {
  /** Of the requests that are at least as fast. */
  readonly share: number
  /** Decades of requests that are faster: 1 is 90 %, 2 is 99 %. */
  readonly nines: number
  readonly ms: number
  readonly low: number
  readonly high: number
}

/** A candidate a line, the first eight, the ideal last; none where no distribution was kept, or too few requests to tell one. */
export function spectrumLines({ candidates, ideal }: Results): SpectrumLine[] {
  const lines = candidates
    .slice(0, mostLines)
    .flatMap(({ id, distribution }, of) => (distribution === null ? [] : [lineOf(id, of, distribution)]))
    .filter(({ points }) => points.length > 1)
  if (lines.length === 0 || ideal === null || ideal.distribution === null) return lines
  return [...lines, lineOf('ideal', -1, ideal.distribution)]
}

/** Shares that people ask for: each is a point. */
export const askedFor: readonly number[] = [0.5, 0.9, 0.99, 0.999, 0.9999]

/** Whoever was fastest by chance would take half of the height. */
const leastShare = 0.05
/** Points nearer to each other than this are no finer on any screen. */
const leastStep = 0.024

function lineOf(id: string, of: number, { n, share, ms, low, high }: Distribution): SpectrumLine {
  const points: SpectrumPoint[] = []
  for (const [i, level] of share.entries()) {
    const nines = -Math.log10(1 - level)
    const isKept = askedFor.includes(level) || i === share.length - 1
    if (level < leastShare || (!isKept && nines - (points.at(-1)?.nines ?? -1) < leastStep)) continue
    points.push({ share: level, nines, ms: ms[i]!, low: low[i]!, high: high[i]! })
  }
  return { id, of, points, n }
}
