import type { Verdict } from '../results/results.js'

/** Verdicts alone, a line each: "PASS  lc.p99 <= 250ms: lc.p99 = 41.2 ms ...". */
export function renderVerdicts(verdicts: readonly Verdict[]): string {
  return verdicts
    .map(({ judgement, gate, reason }) => `${judgement.toUpperCase().padEnd(12)}  ${gate}: ${reason}\n`)
    .join('')
}
