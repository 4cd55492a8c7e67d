import { type Html, html } from '../html.js'
import type { Headline } from './headline.js'

/** What a page begins with: who won by how much, large, then everything that can be said, sentence by sentence. */
export function lead({ big, small }: Headline, sentences: readonly string[]): Html {
  return html`<section class="verdict" id="verdict" aria-label="Verdict">
<p class="headline">${big}</p>
${small !== '' && html`<p class="by-how-much">${small}</p>\n`}<ul class="sentences">
${sentences.map(sentence => html`<li>${sentence}</li>\n`)}</ul>
</section>
`
}
