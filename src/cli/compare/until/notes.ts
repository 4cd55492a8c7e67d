import { sharedConfidence } from '../../../stats/student.js'
import { formatDuration, formatShare } from '../../../units.js'
import type { Until } from './read-until.js'

/** For the plan: what ends the run, when it is looked at, and what the looks cost. */
export function untilNotes({ targets, looks, maxTimeMs }: Until): string[] {
  const wanted = targets.map(({ text }) => text).join(' and ')
  const when = looks.length === 1 ? `${looks[0]}` : `${looks.slice(0, -1).join(', ')} and ${looks.at(-1)}`
  const intervals =
    looks.length === 1
      ? ''
      : `; every interval is one of ${formatShare(sharedConfidence(looks.length))}, so that all looks together err in 5%`
  return [`${wanted}, or ${formatDuration(maxTimeMs)} are over`, `looked at after ${when} rounds${intervals}`]
}
