import type { Results } from '../../../results/results.js'
import type { Course } from '../../drill/timeline-rows.js'

/** Candidates that somebody looked at over time, whether or not anything befell them, in their order. */
export function coursesOver({ candidates }: Pick<Results, 'candidates'>): Course[] {
  return candidates.flatMap(({ id, timeline }) => (timeline === undefined ? [] : [{ id, timeline }]))
}
