import type { CandidateResult } from '../../results/results.js'
import type { DrillColumn } from './drill-columns.js'
import { type Asked, atLeastOf, estimateOf } from './drill-values.js'

/**
 * "0.41 [0.32, 0.50]", or "0.41 s [0.32, 0.50]" where a unit is wanted; "> " where some rounds did not see it end; without the interval where there is none, or
 * all rounds agree. Undefined where it cannot be told.
 */
export function drillText(
  candidate: CandidateResult,
  asked: Asked & Pick<DrillColumn, 'format'>,
  unit = '',
): string | undefined {
  const estimate = estimateOf(candidate, asked)
  if (estimate === null) return undefined
  const { value, low, high, n } = estimate
  const never = atLeastOf(candidate, asked)
  if (never >= n && asked.metric === 'detectionMs') return 'not until its end'
  const text = `${never > 0 ? '> ' : ''}${asked.format(value)}${unit}`
  const range = low === null || high === null ? '' : ` [${asked.format(low)}, ${asked.format(high)}]`
  return low === high ? text : text + range
}
