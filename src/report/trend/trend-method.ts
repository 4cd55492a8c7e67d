import { fewestRuns, level } from '../../history/shifts.js'
import type { Trend } from '../../history/trend.js'
import { formatShare } from '../../units.js'

/** How changes were looked for, a line each. */
export function trendMethod({ leastChange }: Trend): string[] {
  return [
    `Changes: E-divisive means (Matteson & James 2014) with a permutation test; in a series without any, one is named in ${formatShare(level)} of cases at most.`,
    `Named are changes of ${formatShare(leastChange)} of the level at least that last ${fewestRuns} runs; in brackets 95 % intervals (Welch). Virtual time is exact: with the same seed and rounds every difference is one.`,
  ]
}
