import type { Results } from '../../../results/results.js'
import { type DrillCard, drillCards } from '../../drill/drill-cards.js'
import { candidateTable } from '../candidate-table.js'
import { type Html, html } from '../html.js'
import type { PageSection } from '../page.js'

/** A card an incident: what it did to whom, and what has to be said of it. */
export function drillSection(results: Results): PageSection {
  return { id: 'drills', title: 'Drills', parts: drillCards(results).map((one, k) => card(results, one, k)) }
}

function card(results: Results, { group, notes }: DrillCard, k: number): Html {
  return html`<article class="card" aria-labelledby="drill-${k}">
<h3 id="drill-${k}">${group.title}</h3>
${candidateTable(results, group)}${notes.map(note => html`<p class="note">${note}</p>\n`)}</article>
`
}
