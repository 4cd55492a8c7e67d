import { type Failing, failMore, rateOf } from '../../failing.js'
import { failureContrast, failureRates, failureWords } from '../../failure-words.js'
import type { Ranked } from '../../ranking.js'
import type { Headline } from './large-words.js'

/** The large words where failures decide. @param latency what would be said without them; undefined where none can be told */
export function failuresHeadline(failing: Failing, latency: Headline | undefined): Headline {
  const { big, small } = failureWords(failing)
  const isOneRound = failing.ranked[0]!.candidate.rounds.length === 1
  if (small !== '') return { big, small: isOneRound ? `${small}, in one round` : small }
  if (latency === undefined) return { big, small: 'no latency can be told' }
  return { big, small: failing.who === 'some' ? `${latency.big}: ${latency.small}` : latency.small }
}

/** What belongs beside a latency; '' where next to none failed. @param ranked by errors, the fewest first */
export function failuresBeside(ranked: readonly Ranked[]): string {
  if (failMore(ranked).length > 0) return `; ${failureContrast(ranked)}`
  return ranked.some(one => rateOf(one) >= noticeable) ? `; ${failureRates(ranked)} fail` : ''
}

const noticeable = 0.01
