import { inferContrast, type Series } from '../../results/comparison.js'
import { inferMetric } from '../../results/estimates.js'
import { estimateOf, infoOf } from '../../results/metric-key.js'
import type { CandidateResult, Results } from '../../results/results.js'
import { type Interval, intervalOf } from '../../stats/inference.js'
import { claimsOf } from '../claims.js'
import type { Gate } from '../gate.js'
import { isRelative, type Target } from './target.js'

/** How tight one interval is that a target is about. */
export interface Width {
  readonly target: Target
  readonly candidate: string
  /** Whom it is compared with; null where it is the candidate's own value. */
  readonly reference: string | null
  /** As in `Target`; null where the rounds cannot tell it. */
  readonly reach: number | null
}

/**
 * The widths of all that `--until` is about: every candidate against the first, and who is related by a gate; of a single candidate,
 * its own value. They depend on the intervals' widths alone, never on where they lie: a run must not end because somebody likes
 * what it shows. Candidates that were stopped are waited for no longer.
 */
export function widthsOf(targets: readonly Target[], results: Results, gates: readonly Gate[]): Width[] {
  const pairs = pairsOf(results, gates)
  const [only] = results.candidates
  return targets.flatMap(target => {
    if (pairs.length === 0) return only === undefined ? [] : [ownWidth(target, only, results)]
    return pairs.map(pair => pairWidth(target, pair, results))
  })
}

/** Whether it is as tight as its target wants it. */
export function isTight({ target, reach }: Width): boolean {
  return reach !== null && reach <= target.reach
}

/** The one that misses its target by the largest factor; undefined where there is none. */
export function widest(widths: readonly Width[]): Width | undefined {
  const excess = ({ target, reach }: Width): number => (reach ?? Infinity) / target.reach
  return widths.reduce<Width | undefined>((most, one) => (!most || excess(one) > excess(most) ? one : most), undefined)
}

interface Pair {
  readonly candidate: CandidateResult
  readonly reference: CandidateResult
}

function pairsOf(results: Results, gates: readonly Gate[]): Pair[] {
  const [first, ...others] = results.candidates
  const find = (name: string): CandidateResult | undefined => results.candidates.find(({ id }) => id === name)
  const pairs: Pair[] = others.map(candidate => ({ candidate, reference: first! }))
  const cells = gates.flatMap(gate => claimsOf(gate, results, [])).flatMap(claim => claim.cells)
  for (const { left, limit } of cells) {
    if (limit.kind === 'number' || limit.run === 'baseline' || limit.of.candidate === left.candidate) continue
    const [candidate, reference] = [find(left.candidate), find(limit.of.candidate)]
    const listed = pairs.some(pair =>
      [candidate, reference].every(one => one === pair.candidate || one === pair.reference),
    )
    if (candidate && reference && !listed) pairs.push({ candidate, reference })
  }
  return pairs
}

function ownWidth(target: Target, candidate: CandidateResult, results: Results): Width {
  const inference = inferMetric(candidate.rounds, target.metric)
  const interval = inference && intervalOf(inference, results.intervals.confidence)
  const of = estimateOf(candidate, target.metric)?.value ?? 0
  return { target, candidate: candidate.id, reference: null, reach: reachOf(interval, target, of) }
}

function pairWidth(target: Target, { candidate, reference }: Pair, results: Results): Width {
  const series = ({ rounds }: CandidateResult): Series => ({ rounds, metric: target.metric })
  const inference = inferContrast(series(candidate), series(reference))
  const interval = inference && intervalOf(inference, results.intervals.confidence)
  // A ratio is a share of itself; a difference of rates, of the reference's.
  const of = inference?.scale === 'log' ? inference.value : (estimateOf(reference, target.metric)?.value ?? 0)
  return { target, candidate: candidate.id, reference: reference.id, reach: reachOf(interval, target, of) }
}

/** To the farther side. */
function reachOf(interval: Interval | undefined, { metric }: Target, of: number): number | null {
  if (interval === undefined || interval.low === null || interval.high === null) return null
  const reach = Math.max(interval.high - interval.value, interval.value - interval.low)
  if (!isRelative(infoOf(metric).unit)) return reach
  return of > 0 ? reach / of : null
}
