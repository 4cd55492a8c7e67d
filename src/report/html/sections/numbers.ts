import type { Results } from '../../../results/results.js'
import { tables } from '../../tables.js'
import { candidateTable } from '../candidate-table.js'
import { html } from '../html.js'
import type { PageSection } from '../page.js'

/** Every table there is, each folded: the ranking and the charts have said what most people ask. */
export function numbersSection(results: Results): PageSection {
  const parts = tables(results).map(
    group => html`<details class="numbers"><summary>${group.title}</summary>
${candidateTable(results, group)}</details>
`,
  )
  return { id: 'numbers', title: 'All numbers', parts }
}
