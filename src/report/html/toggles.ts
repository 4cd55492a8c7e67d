import { mostLines } from '../svg/palette.js'
import { type Html, html, nothing } from './html.js'

/** A box to tick a candidate, which all charts go by, as many of them ticked as there are colours; nothing where there is no choice. */
export function toggles(candidates: readonly string[], invalid: readonly string[] = []): Html {
  if (candidates.length < 2) return nothing
  const box = (id: string, k: number): Html =>
    html`<label class="c${k % mostLines}"><input type="checkbox" data-candidate="${id}"${k < mostLines && html` checked`}> <span>${id}</span>${invalid.includes(id) && html` <span class="mark">invalid</span>`}</label>\n`
  return html`<fieldset class="toggles" id="toggles" hidden>
<legend>Shown in the charts</legend>
${candidates.map(box)}</fieldset>
`
}
