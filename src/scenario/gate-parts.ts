import type { Scenario } from './scenario.js'

/** What gates can name of a scenario, besides candidates: its incidents, and "scaling" where there is an autoscaler. */
export function gateParts({ incidents = [], scaling }: Pick<Scenario, 'incidents' | 'scaling'>): string[] {
  return [...incidents.map(({ name }) => name), ...(scaling === undefined ? [] : ['scaling'])]
}
