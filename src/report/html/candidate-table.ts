import { termOf } from '../../glossary/term-of.js'
import type { Results } from '../../results/results.js'
import type { Cell, ColumnGroup } from '../columns.js'
import { invalidCandidates } from '../leagues.js'
import { type Html, html } from './html.js'
import { rankedByLeague } from './in-order.js'

/**
 * A row a candidate, sortable by each column once the page's script runs. It scrolls within its own box where the screen is
 * narrower; whoever is not to be trusted is grey, and called so.
 */
export function candidateTable(results: Results, { title, candidates, columns }: ColumnGroup): Html {
  const invalid = invalidCandidates(results)
  const sortsAs = sortValues(results)
  const row = (id: string, i: number): Html =>
    html`<tr${invalid.includes(id) && html` class="untrusted"`}>${nameCell(id, invalid.includes(id))}${columns.map(({ head, cells }) => valueCell(cells[i]!, sortsAs(head, id)))}</tr>\n`
  return scrolling(
    title,
    html`<table class="sortable">
<thead><tr><th scope="col">candidate</th>${columns.map(({ head }) => headCell(head))}</tr></thead>
<tbody>
${candidates.map(({ id }, i) => row(id, i))}</tbody>
</table>`,
  )
}

/** By what a cell sorts that does not say it: the best is 1 times the best. */
export function sortValues(results: Results): (head: string, id: string) => number | undefined {
  const best = rankedByLeague(results).flatMap(({ ranked }) => ranked.slice(0, 1).map(({ candidate }) => candidate.id))
  return (head, id) => (head.endsWith(' / best') && best.includes(id) ? 1 : undefined)
}

/** What a column is called; what that means shows where a mouse rests on it. */
export function headCell(head: string): Html {
  const means = termOf(head)?.means
  return html`<th scope="col"${means !== undefined && html` title="${means}"`}>${head}</th>`
}

/** A box that scrolls sideways, by keyboard too. */
export function scrolling(label: string, table: Html): Html {
  return html`<div class="scroll" role="region" tabindex="0" aria-label="${label}">${table}</div>\n`
}

/** What a row is about. */
export function nameCell(id: string, isInvalid: boolean): Html {
  return html`<th scope="row"><span class="name">${id}</span>${isInvalid && html` <span class="mark">invalid</span>`}</th>`
}

/** "74 [67, 81]": the value, and smaller below it its interval. */
export function valueCell({ text, standing }: Cell, sortsAs?: number): Html {
  const [, value = text, range = ''] = /^(.*?)( \[.*)$/s.exec(text) ?? []
  const shown = standing === 'best' ? html`<strong>${value}</strong>` : html`${value}`
  return html`<td${sortsAs !== undefined && html` data-value="${sortsAs}"`}>${shown}${standing === '~' && ' ~'}${range !== '' && html`<span class="range">${range}</span>`}</td>`
}
