import type { IncidentResult, Results } from '../../results/results.js'

/** What befell a fleet, apart from what it did to anybody. */
export type Drill = Pick<IncidentResult, 'name' | 'kind' | 'fromMs' | 'toMs' | 'backends'>

/** The incidents of a run, in order of time; none where the scenario has none, or nobody has results. */
export function drillsOf({ candidates }: Pick<Results, 'candidates'>): readonly Drill[] {
  return candidates.find(({ incidents }) => incidents !== undefined)?.incidents ?? []
}
