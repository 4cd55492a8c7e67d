import { formatNumber } from '../results/format-metric.js'
import type { Results } from '../results/results.js'
import type { Column, ColumnGroup } from './columns.js'

/** With more backends a table says less than max/fair share does; the shares are all in results.json. */
const mostColumns = 12

/** Share of the answered requests, a column a backend; undefined for a large fleet, or where no backend is known. */
export function shareGroup({ candidates }: Results): ColumnGroup | undefined {
  const names = [...new Set(candidates.flatMap(({ backends }) => backends.map(({ name }) => name)))]
  const answered = candidates.some(candidate => candidate.backends.some(({ requests }) => requests > 0))
  if (names.length > mostColumns || !answered) return undefined
  const columns = names.map(
    (name): Column => ({
      head: name,
      cells: candidates.map(({ backends }) => {
        const own = backends.find(backend => backend.name === name)
        return { text: own === undefined ? '-' : formatNumber(own.share * 100), standing: 'none' }
      }),
    }),
  )
  return { title: 'Share of the answered requests, %', candidates, columns }
}
