import type { Results } from '../results/results.js'
import type { ColumnGroup } from './columns.js'
import { invalidCandidates } from './leagues.js'

/** What stands before the rows of a table: the candidates, and whether they are to be trusted. */
export function rowNames(results: Results, { candidates }: ColumnGroup): string[] {
  const invalid = invalidCandidates(results)
  return candidates.map(({ id }) => (invalid.includes(id) ? `${id} (invalid)` : id))
}
