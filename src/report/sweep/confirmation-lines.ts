import type { Confirmation, LiveAgreement } from '../../sweep/confirmation.js'
import { formatShare } from '../../units.js'
import { formatExactRate } from './exact-rate.js'

/** What live runs say to the capacities: a line a candidate and one a rate and objective. */
export function confirmationLines(confirmations: readonly Confirmation[]): string[] {
  return confirmations.flatMap(({ candidate, engine, trials, agreement }) => [
    `Live, ${engine}: ${candidate} ${meaning[agreement]}`,
    ...trials.flatMap(({ ratePerSecond, share, verdicts }) =>
      verdicts.map(({ judgement, reason }) => {
        const where = share === 1 ? 'at the capacity' : `at ${formatShare(share)} of it`
        return `- ${formatExactRate(ratePerSecond)}, ${where}: ${judgement}: ${reason}`
      }),
    ),
  ])
}

const meaning: Readonly<Record<LiveAgreement, string>> = {
  agrees: 'agrees: below the rate found the objectives hold, above it they do not.',
  contradicts: 'contradicts: they fail below the rate found, or hold above it.',
  inconclusive: 'is inconclusive: what was measured allows the rate found, and others.',
}
