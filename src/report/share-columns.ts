import { formatNumber } from '../results/format-metric.js'
import type { Results } from '../results/results.js'
import type { Column, ColumnGroup } from './columns.js'

/** With more backends a table says less than max/fair share does; the shares are all in results.json. */
const mostColumns = 12

/** Share of the answered requests, a column a backend; undefined for a large fleet, or where no backend is known. */
export function shareGroup({ candidates }: Results): ColumnGroup | undefined {
  const backends = candidates[0]?.backends ?? []
  const answered = candidates.some(candidate => candidate.backends.some(({ requests }) => requests > 0))
  if (backends.length > mostColumns || !answered) return undefined
  const columns = backends.map(
    ({ name }, i): Column => ({
      head: name,
      cells: candidates.map(candidate => ({
        text: formatNumber((candidate.backends[i]?.share ?? 0) * 100),
        standing: 'none',
      })),
    }),
  )
  return { title: 'Share of the answered requests, %', candidates, columns }
}
