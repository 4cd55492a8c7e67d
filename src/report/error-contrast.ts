import { differenceOf, excludes } from '../results/comparison.js'
import { formatMetric, formatNumber } from '../results/format-metric.js'
import type { CandidateResult, Results } from '../results/results.js'

export interface ErrorContrast {
  /** Shown by these rounds, uncorrected: where a winner may be none, the doubt counts. */
  readonly failsMore: boolean
  /** "errors equal", "errors +1.2 points [0.8, 1.6]". */
  readonly text: string
}

/** The failed requests of a winner in latency against those of a loser, paired by round. */
export function errorContrast(
  winner: CandidateResult,
  loser: CandidateResult,
  { confidence }: Results['intervals'],
): ErrorContrast {
  const [ours, theirs] = [winner, loser].map(({ rounds }) => ({ rounds, metric: 'errorRate' as const }))
  const difference = differenceOf(ours!, theirs!, 1, confidence)
  if (difference === undefined) return { failsMore: false, text: 'errors unknown' }
  const { value, low, high } = difference
  if (excludes(difference, 0)) {
    const text = `errors ${value > 0 ? '+' : ''}${points(value)} points [${points(low!)}, ${points(high!)}]`
    return { failsMore: value > 0, text }
  }
  if (Math.abs(value) < negligible) return { failsMore: false, text: 'errors equal' }
  const rates = [winner, loser].map(({ metrics }) => formatMetric('errorRate', metrics.errorRate?.value ?? 0))
  return { failsMore: false, text: `errors ${rates.join(' and ')}, no difference shown` }
}

/** One request in two thousand: half of what a report shows. */
const negligible = 0.0005

const points = (share: number): string => formatNumber(100 * share)
