import type { CandidateResult, Distribution, Results } from '../../../results/results.js'

/** Good answers by the time they took, as shares of all requests due: what failed, or timed out, is never among them. */
export interface Answered {
  readonly id: string
  readonly role: 'candidate' | 'ideal'
  /** Columns, ascending. */
  readonly share: readonly number[]
  readonly ms: readonly number[]
  /** Share of the requests that got a good answer at all: no more can follow. */
  readonly most: number
}

/** Of all candidates that have a distribution, in their order; then of the ideal. */
export function answeredOf({ candidates, ideal }: Results): Answered[] {
  const known = candidates.filter(hasDistribution)
  return [...known.map(ofCandidate), ...ofIdeal(ideal?.distribution, known)]
}

type Told = CandidateResult & { readonly distribution: Distribution }
const hasDistribution = (one: CandidateResult): one is Told => one.distribution !== null

/** A distribution is of good answers and time-outs, which are its slowest; other failures are not in it. */
function ofCandidate({ id, distribution: { share, ms }, metrics }: Told): Answered {
  const most = 1 - (metrics.errorRate?.value ?? 0)
  const told = most + (metrics.timeoutRate?.value ?? 0)
  const due = share.map(one => one * told)
  const good = due.filter(one => one <= most)
  const ends = good.length < due.length
  const cut = good.length
  return {
    ...{ id, role: 'candidate', most },
    share: ends ? [...good, most, most] : due,
    ms: ends ? [...ms.slice(0, cut), between(due, ms, cut, most), ms.at(-1)!] : ms,
  }
}

/** At a share before the `above`th one. */
function between(due: readonly number[], ms: readonly number[], above: number, at: number): number {
  const below = above - 1
  if (below < 0) return ms[above]!
  return ms[below]! + ((ms[above]! - ms[below]!) * (at - due[below]!)) / (due[above]! - due[below]!)
}

/** Nobody counted what timed out in it: left out where it is so slow that some may have. */
function ofIdeal(distribution: Distribution | null | undefined, candidates: readonly Told[]): Answered[] {
  if (!distribution) return []
  const late = candidates.filter(({ metrics }) => (metrics.timeoutRate?.value ?? 0) > 0)
  const givenUp = Math.min(...late.map(one => one.distribution.ms.at(-1)!))
  if (distribution.ms.at(-1)! >= givenUp) return []
  return [{ id: 'ideal', role: 'ideal', share: distribution.share, ms: distribution.ms, most: 1 }]
}
