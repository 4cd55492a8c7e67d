import type { Chart } from '../chart/chart.js'
import type { PageSection } from '../page.js'

/** The charts by what they are about; one that nobody named here stands at the end. A section without charts is left out. */
export function chartSections(charts: readonly Chart[]): PageSection[] {
  const named = groups.flatMap(({ ids }) => ids)
  const others = charts.map(({ id }) => id).filter(id => !named.includes(id))
  return [...groups, { id: 'more-charts', title: 'More', ids: others }].map(({ id, title, ids }) => ({
    id,
    title,
    parts: ids.map(chart => ({ chart })),
  }))
}

const groups: readonly { readonly id: string; readonly title: string; readonly ids: readonly string[] }[] = [
  { id: 'latency', title: 'Latency', ids: ['intervals', 'spectrum', 'ecdf'] },
  {
    id: 'over-time',
    title: 'Over time',
    ids: ['p99-over-time', 'errors-over-time', 'share-over-time', 'in-flight-over-time'],
  },
  { id: 'balance', title: 'Balance', ids: ['fairness'] },
  { id: 'twins', title: 'Live and virtual', ids: ['twin'] },
  { id: 'scaling', title: 'Scaling', ids: ['scaling'] },
]
