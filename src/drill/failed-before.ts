import type { Trial } from '../bench/trial.js'
import { endOfBefore } from './before.js'
import { seenBefore } from './hurt.js'

/** Where more of the requests failed before anything befell a trial, nothing was as it should be, and nothing can be told from it. */
export const mostFailedBefore = 0.1

/**
 * Share of the requests that failed before the first incident; requests that were only late may be how things are. Null where
 * there is too little of a before.
 */
export function failedBefore({ record, incidents = [], objectiveMs = Infinity }: Trial): number | null {
  const endMs = endOfBefore(incidents)
  if (endMs === null || record === undefined) return null
  const { bad, requests } = seenBefore(record, objectiveMs, endMs, ['failed'])
  return requests === 0 ? null : bad / requests
}
