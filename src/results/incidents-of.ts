import type { Results } from './results.js'
import { scalingPart } from './scaling-info.js'

/** What gates can name of results: their incidents, in order of time, and autoscaling. */
export function incidentsOf({ candidates }: Pick<Results, 'candidates'>): string[] {
  const scaled = candidates.some(({ scaling }) => scaling !== undefined)
  const names = candidates.flatMap(({ incidents = [] }) => incidents.map(({ name }) => name))
  return [...new Set(names), ...(scaled ? [scalingPart] : [])]
}
