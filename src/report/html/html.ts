/** Markup that is safe to put on a page. Made by the tag `html` only: whatever a run is made of, its names cannot become markup. */
export class Html {
  readonly #markup: string
  private constructor(markup: string) {
    this.#markup = markup
  }

  toString(): string {
    return this.#markup
  }

  /** The tag behind `html`. */
  static tag(this: void, strings: TemplateStringsArray, ...values: readonly Value[]): Html {
    return new Html(strings.map((text, i) => text + (i < values.length ? markupOf(values[i]) : '')).join(''))
  }
}

/** What may stand in a template: text is escaped, markup stays, a list is joined, nothing is left out. */
export type Value = string | number | Html | readonly Value[] | undefined | false

/** Markup by a template: html`<p>${text}</p>` escapes `text`, between tags as well as within the quotes of an attribute. */
export const html = Html.tag

/** No markup at all. */
export const nothing: Html = html``

function markupOf(value: Value): string {
  if (value === undefined || value === false) return ''
  if (value instanceof Html) return value.toString()
  return typeof value === 'object' ? value.map(markupOf).join('') : escaped(String(value))
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, character => entities[character]!)
}
