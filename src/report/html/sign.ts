import { type Html, html } from './html.js'

/** How something is to be taken; each has a shape of its own, so that nobody needs its colour. */
export type Tone = 'good' | 'bad' | 'care' | 'open'

const shapes: Readonly<Record<Tone, Html>> = {
  good: html`<path d="M5 10.5 8.5 14 15 6.5"/>`,
  bad: html`<path d="M6 6l8 8M14 6l-8 8"/>`,
  care: html`<path d="M10 5v6.5M10 14.4v.2"/>`,
  open: html`<path d="M7.3 7.6a2.7 2.7 0 1 1 4.1 2.3c-.9.6-1.4 1-1.4 2M10 14.4v.2"/>`,
}

/** A small round sign; nothing is said by it alone, so that it is left out of what is read aloud. */
export function sign(tone: Tone): Html {
  return html`<svg class="sign ${tone}" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false"><circle cx="10" cy="10" r="10"/>${shapes[tone]}</svg>`
}
