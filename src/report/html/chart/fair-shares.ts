import type { ScenarioSummary } from '../../../results/results.js'

/** What each backend would get by weight, in (0, 1]; equal where all weigh nothing. */
export function fairShares({ backends }: Pick<ScenarioSummary, 'backends'>): ReadonlyMap<string, number> {
  const total = backends.reduce((sum, { weight }) => sum + weight, 0)
  return new Map(backends.map(({ name, weight }) => [name, total > 0 ? weight / total : 1 / backends.length]))
}
