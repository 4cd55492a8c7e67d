import type { Term } from '../../../glossary/term.js'
import { termOf } from '../../../glossary/term-of.js'
import type { Results } from '../../../results/results.js'
import { drillCards } from '../../drill/drill-cards.js'
import { tables } from '../../tables.js'
import { warningLines } from '../../warning-lines.js'
import { type Html, html } from '../html.js'
import type { PageSection } from '../page.js'

/**
 * Every word at the head of a column of this page, and every code of a warning on it, that the glossary knows: by key and by touch,
 * where a title needs a mouse.
 */
export function wordsSection(results: Results): PageSection {
  const heads = [...tables(results), ...drillCards(results).map(({ group }) => group)].flatMap(({ columns }) =>
    columns.map(({ head }) => head),
  )
  const codes = warningLines(results.warnings).map(({ code }) => code)
  const terms = [...new Set([...heads, ...codes].map(termOf))].filter(term => term !== undefined)
  return { id: 'words', title: 'Words', parts: terms.length === 0 ? [] : [list(terms)] }
}

/** Where the page says what a word means. */
export const idOfWord = ({ name }: Term): string => `word-${name.replace(/[^a-z0-9]+/gi, '-')}`

function list(terms: readonly Term[]): Html {
  return html`<details><summary>${terms.length} words of this page, explained</summary>
<dl class="words">
${terms.map(({ name, means, good }, k) => html`<div id="${idOfWord(terms[k]!)}"><dt>${name}</dt><dd>${means}${good !== undefined && html` <span class="note">${good}</span>`}</dd></div>\n`)}</dl>
<p class="note">More: <code>lbbench explain</code>.</p>
</details>
`
}
