import type { Results } from './results.js'

/** Names of the incidents that results tell of, in order of time. */
export function incidentsOf({ candidates }: Pick<Results, 'candidates'>): string[] {
  return [...new Set(candidates.flatMap(({ incidents = [] }) => incidents.map(({ name }) => name)))]
}
