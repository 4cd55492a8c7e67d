import { estimateOf, type MetricKey, roundValue } from '../results/metric-key.js'
import type { CandidateResult, RoundResult } from '../results/results.js'
import type { Control } from './control.js'

/** One candidate, before and after, with all that decides how its rounds are held against each other. */
export interface Pair {
  readonly before: CandidateResult
  readonly after: CandidateResult
  /** Undefined where it is held by its own values. */
  readonly control: Control | undefined
  /** After how long clients of each side give up, ms; null where nobody knows. */
  readonly timeoutMs: { readonly before: number | null; readonly after: number | null }
  /** Whether a seed stands for the same requests in both. */
  readonly sameRequests: boolean
}

/** Rounds of both sides that are held against each other. */
export interface Facing {
  readonly before: readonly RoundResult[]
  readonly after: readonly RoundResult[]
  readonly paired: boolean
}

/**
 * Rounds of the same requests where all of the shorter run have a partner, in the same order; else all rounds, as two samples.
 * A seed makes the requests of a scenario, so it stands for them.
 */
export function facing({ before, after, sameRequests }: Omit<Pair, 'control' | 'timeoutMs'>): Facing {
  const seeds = new Set(after.rounds.map(({ seed }) => seed))
  const shared = new Set(before.rounds.map(({ seed }) => seed).filter(seed => seeds.has(seed)))
  const paired = sameRequests && shared.size > 0 && shared.size === Math.min(before.rounds.length, after.rounds.length)
  if (!paired) return { before: before.rounds, after: after.rounds, paired }
  const bySeed = (rounds: readonly RoundResult[]): RoundResult[] =>
    rounds.filter(({ seed }) => shared.has(seed)).sort((a, b) => a.seed - b.seed)
  return { before: bySeed(before.rounds), after: bySeed(after.rounds), paired }
}

/** Whether both tell a metric in the same rounds, and to the last bit the same. */
export function isSame({ before, after, paired }: Facing, metric: MetricKey): boolean {
  return (
    paired &&
    before.length > 0 &&
    before.every((round, i) => roundValue(round, metric) === roundValue(after[i]!, metric)) &&
    before.some(round => roundValue(round, metric) !== null)
  )
}

/** Whether either side tells it at all. */
export function isTold({ before, after }: Pair, metric: MetricKey): boolean {
  return estimateOf(before, metric) !== null || estimateOf(after, metric) !== null
}
