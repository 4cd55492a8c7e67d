import { formatValue } from '../../results/format-metric.js'
import { metricInfo } from '../../results/metric-info.js'
import type { Results } from '../../results/results.js'
import { answers } from '../conclusion.js'
import { rankingTable } from '../ranking-rows.js'

/** More are in the tables. */
const mostNames = 5

/** The answer, then who has which p99, best first. */
export function rankingAlt(results: Results): string {
  const table = rankingTable(results)
  if (table === undefined) return answers(results)[0]!
  const { metric, by, rows } = table
  const told = rows
    .slice(0, mostNames)
    .map(({ id, headline }) => `${id} ${headline === null ? 'unknown' : formatValue(metric, headline.value)}`)
  const more = rows.length > mostNames ? `, ${rows.length - mostNames} more` : ''
  return `${answers(results)[0]!} ${metricInfo[metric].name} in ms, ${by === 'errors' ? 'fewest failures' : 'best'} first: ${told.join(', ')}${more}`
}
