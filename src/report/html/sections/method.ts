import type { Results } from '../../../results/results.js'
import { method, usesFleet } from '../../method.js'
import { type Html, html, nothing } from '../html.js'
import type { PageSection } from '../page.js'

/** How it was measured, and what it was measured on. */
export function methodSection(results: Results): PageSection {
  const sentences = html`<ul class="prose">
${method(results, 'bold').map(text => html`<li>${text}</li>\n`)}</ul>
`
  return { id: 'method', title: 'How it was measured', parts: [sentences, backends(results)] }
}

function backends(results: Results): Html {
  const all = results.scenario.backends
  if (!usesFleet(results) || all.length === 0) return nothing
  return html`<details><summary>Backends (${all.length})</summary>
<ul class="prose">
${all.map(({ name, weight, summary }) => html`<li><code>${name}</code>: ${summary}${weight !== 1 && `, weight ${weight}`}</li>\n`)}</ul>
</details>
`
}
