import { metricInfo } from '../../../results/metric-info.js'
import type { Results } from '../../../results/results.js'
import { type Column, columnGroups } from '../../columns.js'
import { invalidCandidates } from '../../leagues.js'
import { type RankingTable, rankingTable } from '../../ranking-rows.js'
import { headCell, nameCell, scrolling, sortValues, valueCell } from '../candidate-table.js'
import { type Html, html } from '../html.js'
import type { PageSection } from '../page.js'

/** Everybody in order of what decides, with what else belongs to a decision. Left out where nobody can be ranked. */
export function rankingSection(results: Results): PageSection {
  const table = rankingTable(results)
  const parts = table === undefined || results.candidates.length === 0 ? [] : [tableOf(results, table)]
  return { id: 'ranking', title: 'Ranking', parts }
}

function tableOf(results: Results, { metric, by, rows }: RankingTable): Html {
  const invalid = invalidCandidates(results)
  const sortsAs = sortValues(results)
  const worlds = new Set(results.candidates.map(({ world }) => world))
  const decides = by === 'errors' ? 'errorRate' : metric
  const most = Math.max(...results.candidates.map(({ metrics }) => metrics[decides]?.value ?? 0))
  const { name } = metricInfo[metric]
  const bar = by === 'errors' ? 'errors' : name
  const columns = chosen(results, { name, by })
  const lines = rows.map(({ id, of, standing }, place) => {
    const { world, metrics } = results.candidates[of]!
    const isInvalid = invalid.includes(id)
    const words = [standing || '-', ...(worlds.size > 1 && world === 'virtual' ? ['virtual'] : [])].join(', ')
    return html`<tr${isInvalid && html` class="untrusted"`}>${nameCell(id, isInvalid)}<td class="standing" data-value="${place + 1}">${words}</td><td class="size">${barOf(metrics[decides]?.value, most)}</td>${columns.map(({ head, cells }) => valueCell(cells[of]!, sortsAs(head, id)))}</tr>\n`
  })
  return html`<p class="note">${by === 'errors' ? 'Sorted by failed requests, which decide here' : `Sorted by ${name}`}; in small print the interval over rounds. <strong>Bold</strong> is the best. ~ not told apart: these rounds do not show that it is worse than the best.</p>
${scrolling(
  'Table of the ranking',
  html`<table class="sortable ranking" id="ranking-table">
<thead><tr><th scope="col">candidate</th><th scope="col" class="standing" aria-sort="ascending">standing</th><th scope="col" data-sort="no"><span class="vh">${bar} as a bar</span></th>${columns.map(({ head }) => headCell(head))}</tr></thead>
<tbody>
${lines}</tbody>
</table>`,
)}`
}

/** Of the tables of a report: what decides stands first. */
function headsFor({ name, by }: Deciding): string[] {
  const latency = [name, `${name} / best`, 'p50', `${name} / ideal`]
  return by === 'errors'
    ? ['errors %', 'good/s', ...latency, 'Jain requests']
    : [...latency, 'errors %', 'good/s', 'Jain requests']
}

interface Deciding extends Pick<RankingTable, 'by'> {
  /** Of the latency. */
  readonly name: string
}

/** Latencies say their unit here: nothing else does. */
function chosen(results: Results, deciding: Deciding): Column[] {
  const all = columnGroups(results).flatMap(({ columns }) => columns)
  const wanted = [...new Set(headsFor(deciding))].flatMap(head => all.find(column => column.head === head) ?? [])
  return wanted.map(column => (/^(p\d+|mean)$/.test(column.head) ? { ...column, head: `${column.head}, ms` } : column))
}

/** As long as its share of the worst one's; attributes, for the page allows no style of an element's own. */
function barOf(value: number | undefined, most: number): Html {
  const share = value === undefined || most === 0 ? 0 : (100 * value) / most
  return html`<svg class="meter" width="100" height="10" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect class="rail" width="100" height="10" rx="2"/><rect class="fill" width="${share.toFixed(1)}" height="10" rx="2"/></svg>`
}
