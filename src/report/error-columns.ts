import type { Results } from '../results/results.js'
import type { ColumnGroup } from './columns.js'

/** Failed requests of all rounds, a column a kind, most frequent first; undefined where none failed. */
export function errorGroup({ candidates }: Results): ColumnGroup | undefined {
  const totals = new Map<string, number>()
  for (const [kind, count] of candidates.flatMap(({ errors }) => Object.entries(errors))) {
    totals.set(kind, (totals.get(kind) ?? 0) + count)
  }
  if (totals.size === 0) return undefined
  const kinds = [...totals.keys()].sort((a, b) => totals.get(b)! - totals.get(a)!)
  const columns = kinds.map(kind => ({
    head: kind,
    cells: candidates.map(({ errors }) => ({ text: String(errors[kind] ?? 0), standing: 'none' as const })),
  }))
  return { title: 'Failed requests of all rounds, by kind', candidates, columns }
}
