import { formatMetric, formatNumber } from '../results/format-metric.js'
import { infoOf, type MetricKey, readKey, titleOf, variesByFactors } from '../results/metric-key.js'
import type { Results, UntilResult } from '../results/results.js'
import { formatDuration } from '../units.js'

/** Whether a run of adaptive length got where it was to go, a sentence; none where its rounds were given, or it was interrupted. */
export function untilLines({ until, rounds, complete }: Results): string[] {
  if (until === null || !complete) return []
  const { done, planned } = until.looks
  const looked = `${done} of ${planned} planned looks`
  const asked = until.targets.join(' and ')
  const after = `after ${rounds.done} rounds`
  const ended =
    rounds.done === until.maxRounds
      ? `${after}, the most allowed`
      : `when the budget of ${formatDuration(until.maxTimeMs)} ended ${after}`
  const missed =
    until.widest === null ? ` (${asked})` : `: ${widestText(until.widest)} instead of ${until.widest.target}`
  const why = until.reached ? `As narrow as asked (${asked}) ${after}` : `Not as narrow as asked${missed} ${ended}`
  return [`${why} (${looked}).`]
}

/** "p99 of lc / rr still ±8.1 %", "errorRate of lc - rr still ±0.2 points", "p99 of rr still ±4.2 %". */
export function widestText({ candidate, reference, reach, ...stored }: NonNullable<UntilResult['widest']>): string {
  const key = readKey(stored)
  const what = `${titleOf(key)} of ${candidate}${reference === null ? '' : ` ${variesByFactors(key) ? '/' : '-'} ${reference}`}`
  return reach === null ? `${what} cannot be told` : `${what} still ±${reachText(key, reach)}`
}

function reachText(metric: MetricKey, reach: number): string {
  const { unit } = infoOf(metric)
  if (unit === 'share') return `${formatNumber(100 * reach)} points`
  return unit === 'ms' || unit === 'perSecond' ? `${formatNumber(100 * reach)} %` : formatMetric(metric, reach)
}
