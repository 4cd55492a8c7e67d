import { incidentKinds } from '../model/incident.js'
import type { Results } from './results.js'
import { scalingPart } from './scaling-info.js'

/** What gates can name of results: their incidents, in order of time, and autoscaling. */
export function incidentsOf({ candidates }: Pick<Results, 'candidates'>): string[] {
  const scaled = candidates.some(({ scaling }) => scaling !== undefined)
  const names = candidates.flatMap(({ incidents = [] }) => incidents.map(({ name }) => name))
  return [...new Set(names), ...(scaled ? [scalingPart] : [])]
}

/** Whether an incident could be called so that nobody named: "crash", "crash-2". */
export function isDefaultName(text: string): boolean {
  const [, kind] = /^([a-z]+)(?:-\d+)?$/.exec(text) ?? []
  return incidentKinds.some(each => each === kind)
}
