import type { Verdict } from '../results/results.js'
import { worstFirst } from './worst-first.js'

/** Verdicts alone, the worst first, a line each: "FAIL          lc.p99 <= 250ms: lc.p99 = 412 ms ...". */
export function renderVerdicts(verdicts: readonly Verdict[]): string {
  return worstFirst(verdicts)
    .map(({ judgement, gate, reason }) => `${judgement.toUpperCase().padEnd(12)}  ${gate}: ${reason}\n`)
    .join('')
}
