import { metricInfo } from '../../../results/metric-info.js'
import type { CandidateResult, MetricName, Results } from '../../../results/results.js'
import { type Column, columnGroups } from '../../columns.js'
import { headlineMetric } from '../../conclusion.js'
import { invalidCandidates } from '../../leagues.js'
import type { Ranked } from '../../ranking.js'
import { headCell, nameCell, scrolling, valueCell } from '../candidate-table.js'
import { type Html, html } from '../html.js'
import { rankedByLeague } from '../in-order.js'
import type { PageSection } from '../page.js'

/** Everybody in order of the metric that decides, with what else belongs to a decision. Left out where nobody can be ranked. */
export function rankingSection(results: Results): PageSection {
  const metric = headlineMetric(results.candidates)
  const parts = metric === undefined || results.candidates.length === 0 ? [] : [table(results, metric)]
  return { id: 'ranking', title: 'Ranking', parts }
}

function table(results: Results, metric: MetricName): Html {
  const invalid = invalidCandidates(results)
  const most = Math.max(...results.candidates.map(({ metrics }) => metrics[metric]?.value ?? 0))
  const { name } = metricInfo[metric]
  const columns = chosen(results, name)
  const rows = ordered(results).map(({ candidate, place, standing }) => {
    const k = results.candidates.indexOf(candidate)
    const isInvalid = invalid.includes(candidate.id)
    const bar = barOf(candidate.metrics[metric]?.value, most)
    return html`<tr${isInvalid && html` class="untrusted"`}>${nameCell(candidate.id, isInvalid)}<td class="standing" data-value="${place}">${standing}</td><td class="size">${bar}</td>${columns.map(({ cells }) => valueCell(cells[k]!))}</tr>\n`
  })
  return html`<p class="note">Sorted by ${name}; in small print the interval over rounds. <strong>Bold</strong> is the best, ~ what the data cannot tell from it.</p>
${scrolling(
  'Table of the ranking',
  html`<table class="sortable ranking" id="ranking-table">
<thead><tr><th scope="col">candidate</th><th scope="col">standing</th><th scope="col" data-sort="no"><span class="vh">${name} as a bar</span></th>${columns.map(({ head }) => headCell(head))}</tr></thead>
<tbody>
${rows}</tbody>
</table>`,
)}`
}

/** Of the tables of a report: what decides stands first. */
const headsFor = (name: string): string[] => [
  ...[name, `${name} / best`, 'p50', `${name} / ideal`, 'errors %', 'good/s', 'Jain requests'],
]

/** Latencies say their unit here: nothing else does. */
function chosen(results: Results, name: string): Column[] {
  const all = columnGroups(results).flatMap(({ columns }) => columns)
  const wanted = [...new Set(headsFor(name))].flatMap(head => all.find(column => column.head === head) ?? [])
  return wanted.map(column => (/^(p\d+|mean)$/.test(column.head) ? { ...column, head: `${column.head}, ms` } : column))
}

interface Row {
  readonly candidate: CandidateResult
  /** For sorting: from 1. */
  readonly place: number
  /** In words. */
  readonly standing: string
}

/** League by league, the best first; then whoever has no place. */
function ordered(results: Results): Row[] {
  const worlds = rankedByLeague(results)
  const ranked = worlds.flatMap(({ ranked, world }) =>
    ranked.map(one => ({
      candidate: one.candidate,
      standing: standingText(one) + (worlds.length > 1 && world === 'virtual' ? ', virtual' : ''),
    })),
  )
  const others = results.candidates.filter(candidate => ranked.every(one => one.candidate !== candidate))
  return [...ranked, ...others.map(candidate => ({ candidate, standing: '-' }))].map((one, k) => ({
    ...one,
    place: k + 1,
  }))
}

function standingText({ standing }: Ranked): string {
  return { best: 'best', '~': '~ as good', worse: 'worse', none: '-' }[standing]
}

/** As long as its share of the worst one's; attributes, for the page allows no style of an element's own. */
function barOf(value: number | undefined, most: number): Html {
  const share = value === undefined || most === 0 ? 0 : (100 * value) / most
  return html`<svg class="meter" width="100" height="10" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect class="rail" width="100" height="10" rx="2"/><rect class="fill" width="${share.toFixed(1)}" height="10" rx="2"/></svg>`
}
