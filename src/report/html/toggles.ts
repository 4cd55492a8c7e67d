import { type Html, html, nothing } from './html.js'
import type { Page } from './page.js'

/** Of more lines in a picture than this, nobody follows one; the others can be switched on. */
const shownAtFirst = 8

/** A box to tick a candidate, which all charts go by; nothing where there is no choice. */
export function toggles({ candidates, charts }: Page): Html {
  if (candidates.length < 2 || charts.length === 0) return nothing
  const box = (id: string, k: number): Html =>
    html`<label class="c${k % 8}"><input type="checkbox" data-candidate="${id}"${k < shownAtFirst && html` checked`}> ${id}</label>\n`
  return html`<fieldset class="toggles" id="toggles" hidden>
<legend>Shown in the charts</legend>
${candidates.map(box)}</fieldset>
`
}
