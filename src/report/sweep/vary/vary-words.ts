import type { Bargain } from '../../../sweep/vary/bargains.js'
import { estimateOf, isOpen } from '../../../sweep/vary/measured.js'
import type { Measure, Vary } from '../../../sweep/vary/vary.js'
import { measureWithUnit } from './measure-text.js'

/** What quantities are called in sentences. */

/** "2.05 s", "12 hurt", with "> " before what some round did not see the end of. */
export function valueText({ points }: Vary, k: number, measure: Measure): string {
  const estimate = estimateOf(points[k]!, measure)
  const least = isOpen(points[k]!, measure) ? '> ' : ''
  return estimate === null ? '-' : `${least}${measureWithUnit(measure, estimate.value)}${suffix[measure.metric] ?? ''}`
}

/** As many as they are counted, the verb with them: "less p50 costs". */
export const lessOf = (measure: Measure): string =>
  counted.has(measure.metric) ? `fewer ${noun(measure)} cost` : `less ${noun(measure)} costs`

const counted = new Set<string>(['retriesSpent', 'backendSeconds'])

/** What a bare number in a sentence counts. */
const suffix: Readonly<Record<string, string>> = {
  hurt: ' hurt',
  wrongEjections: ' wrongly out',
  retriesSpent: ' retries',
  backendSeconds: ' backend-seconds',
  missedRequests: ' missed',
  missedSeconds: ' missed',
}

/** In a sentence: "time to detection". */
export const noun = ({ metric }: Measure): string => nouns[metric] ?? metric

const nouns: Readonly<Record<string, string>> = {
  detectionMs: 'time to detection',
  recoveryMs: 'time to recovery',
  hurt: 'requests hurt',
  wrongEjections: 'false ejections',
  retriesSpent: 'retries',
  backendSeconds: 'backend-seconds',
  missedRequests: 'requests that miss the objective',
  missedSeconds: 'seconds that miss the objective',
  errorRate: 'failed requests',
  p50Ms: 'p50',
  p99Ms: 'p99',
}

/** How a setting stands to another one in a quantity. */
export function verbOf(measure: Measure, how: Bargain['how']): string {
  const known = verbs[measure.metric]
  if (known !== undefined) return known[how]
  const name = noun(measure)
  return {
    sooner: `is better in ${name} than`,
    same: `is as good in ${name} as`,
    untold: `is not shown to be worse in ${name} than`,
  }[how]
}

const verbs: Readonly<Record<string, Readonly<Record<Bargain['how'], string>>>> = {
  detectionMs: {
    sooner: 'detects sooner than',
    same: 'detects as soon as',
    untold: 'is not shown to detect later than',
  },
  recoveryMs: {
    sooner: 'recovers sooner than',
    same: 'recovers as soon as',
    untold: 'is not shown to recover later than',
  },
  retriesSpent: {
    sooner: 'spends fewer retries than',
    same: 'spends about as many retries as',
    untold: 'is not shown to spend more retries than',
  },
  backendSeconds: {
    sooner: 'takes fewer backend-seconds than',
    same: 'takes about as many backend-seconds as',
    untold: 'is not shown to take more backend-seconds than',
  },
}
