import { type Html, html } from '../html.js'
import type { Headline } from './headline.js'

/** What a page begins with: who won by how much, large, then everything that can be said, sentence by sentence. */
export function lead({ big, small }: Headline, sentences: readonly string[]): Html {
  return html`<section class="verdict" id="verdict" aria-label="Verdict">
<p class="headline">${tied(big)}</p>
${small !== '' && html`<p class="by-how-much">${tied(small)}</p>\n`}<ul class="sentences">
${sentences.map(sentence => html`<li>${tied(sentence)}</li>\n`)}</ul>
</section>
`
}

/** A number and its unit stay on one line. */
const tied = (text: string): string => text.replace(/(?<=\d) (?=%|ms\b|s\b)/g, '\u00a0')
