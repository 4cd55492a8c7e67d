import type { Results, Verdict } from '../../results/results.js'
import { markdownBlocks } from '../markdown.js'
import { fitBlocks } from './fit-blocks.js'

/** GitHub takes 1 MiB a step, and drops a summary whole that is larger. */
export const mostSummaryBytes = 1024 * 1024

/**
 * The report for `$GITHUB_STEP_SUMMARY`, the worst verdicts first, in at most `mostBytes` of UTF-8; '' where there is no
 * room for anything.
 */
export function renderSummary(results: Results, verdicts: readonly Verdict[], mostBytes = mostSummaryBytes): string {
  const blocks = markdownBlocks({ ...results, verdicts })
  return fitBlocks(blocks, mostBytes, '(cut to fit a step summary; all of it: results.json)')
}
