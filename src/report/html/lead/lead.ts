import { type Html, html } from '../html.js'
import { sign, type Tone } from '../sign.js'
import type { Headline } from './large-words.js'

/**
 * What a page begins with: who won by how much, large, what stands further down in a few words each (`signpost`), then everything
 * that can be said, sentence by sentence.
 */
export function lead(
  { big, small, first = [] }: Headline,
  sentences: readonly string[],
  signposts: readonly Html[] = [],
): Html {
  return html`<section class="verdict" id="verdict" aria-label="Verdict">
<h1 class="headline">${first.map(({ tone, text }) => html`<span class="${tone}">${tied(text)}</span>\n`)}<span>${tied(big)}</span></h1>
${small !== '' && html`<p class="by-how-much">${tied(small)}</p>\n`}${
  signposts.length > 0 &&
  html`<ul class="signposts">
${signposts}</ul>
`
}<ul class="sentences">
${sentences.map(sentence => html`<li>${tied(sentence)}</li>\n`)}</ul>
</section>
`
}

/** The large words as one line, for the title of the page. */
export function titleOf({ big, first = [] }: Headline): string {
  return [...first.map(({ text }) => text), big].filter(text => text !== '').join('; ')
}

/** A few words that lead to where the rest is said; nobody should have to scroll to learn that there is something. */
export function signpost(tone: Tone, text: string, id: string): Html {
  return html`<li class="${tone}"><a href="#${id}">${sign(tone)} ${text}</a></li>\n`
}

/** A number and its unit stay on one line. */
const tied = (text: string): string => text.replace(/(?<=\d) (?=%|ms\b|s\b)/g, '\u00a0')
