import type { Chart, ChartTable } from './chart/chart.js'
import { type Html, html } from './html.js'

/** A chart's place on the page: its question, what it says, where the script draws it, and the same as a table, folded away. */
export function figure({ id, title, says, table }: Chart): Html {
  return html`<figure id="chart-${id}" data-chart="${id}" aria-labelledby="chart-${id}-title">
<h3 id="chart-${id}-title">${title}</h3>
<div class="drawing"></div>
<figcaption>${says}</figcaption>
<details class="as-table"><summary>The same as a table<span class="vh">: ${title}</span></summary>
${plainTable(table, `${title}: table`)}
</details>
</figure>
`
}

/** Text in rows and columns; the first cell of a row names it. It scrolls within its own box where the screen is narrower. */
export function plainTable({ head, rows }: ChartTable, caption: string): Html {
  const line = ([first = '', ...others]: readonly string[]): Html =>
    html`<tr><th scope="row">${first}</th>${others.map(cell => html`<td>${cell}</td>`)}</tr>\n`
  return html`<div class="scroll" role="region" tabindex="0" aria-label="${caption}"><table>
<thead><tr>${head.map(name => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>
${rows.map(line)}</tbody>
</table></div>`
}
