import { createHash } from 'node:crypto'
import type { Chart } from './chart/chart.js'
import { figure } from './figure.js'
import { type Html, html, nothing } from './html.js'
import { toggles } from './toggles.js'

/** A page of its own: everything it needs is in it, and nothing is fetched. */
export interface Page {
  readonly title: string
  /** One sentence below the title. */
  readonly description: string
  /** What stands before all sections: verdicts, and whether to trust them. */
  readonly lead: Html
  readonly sections: readonly PageSection[]
  /** Ids, in the order of their colours. */
  readonly candidates: readonly string[]
  readonly charts: readonly Chart[]
  /** A run that is still on: the page follows it, and may talk to where it came from. */
  readonly live?: boolean
}

export interface PageSection {
  readonly id: string
  readonly title: string
  /** A chart that the page does not have is left out, and so is a section without parts. */
  readonly parts: readonly (Html | { readonly chart: string })[]
}

/** The page's script and style, as `npm run build` leaves them. */
export interface PageAssets {
  readonly script: string
  readonly style: string
}

/** What the script gets: the page's `<script type="application/json" id="data">`. */
export interface PageData {
  readonly candidates: readonly string[]
  readonly charts: readonly Chart[]
  readonly live: boolean
}

/** The page as one file of HTML, ended by a newline. */
export function renderPage(page: Page, assets: PageAssets): string {
  return ['<!doctype html>', '<html lang="en">', head(page, assets), body(page, assets), '</html>\n'].join('\n')
}

/** What stands in `<main>`: a live page replaces it as a whole. */
export function renderMain(page: Page): Html {
  return html`<header class="title">
<h1>${page.title}</h1>
<p>${page.description}</p>
</header>
${page.lead}
${page.charts.length > 0 && noScript}
${toggles(page)}
${page.sections.map(section => renderSection(section, page.charts))}`
}

export function dataOf({ candidates, charts, live = false }: Page): PageData {
  return { candidates, charts, live }
}

const noScript = html`<noscript><p class="note">The charts need JavaScript. Everything they show is in the tables as well.</p></noscript>`

function renderSection({ id, title, parts }: PageSection, charts: readonly Chart[]): Html {
  const shown = parts.map(part => ('chart' in part ? figureOf(part.chart, charts) : part))
  if (shown.every(part => part.toString() === '')) return nothing
  return html`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${shown}
</section>
`
}

function figureOf(id: string, charts: readonly Chart[]): Html {
  const chart = charts.find(one => one.id === id)
  return chart === undefined ? nothing : figure(chart)
}

function head({ title, live = false }: Page, { script, style }: PageAssets): string {
  const policy = [
    "default-src 'none'",
    `script-src '${sha256(script)}'`,
    `style-src '${sha256(style)}'`,
    'img-src data:',
    ...(live ? ["connect-src 'self'"] : []),
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
  return `${html`<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="lbbench">
<title>${title}</title>`}
<style>${style}</style>
</head>`
}

function body(page: Page, { script }: PageAssets): string {
  return `${html`<body>
<a class="skip" href="#main">Skip to the result</a>
<div class="bar" role="banner"><span class="brand">lbbench</span><button type="button" id="theme" hidden>Dark</button></div>
<main id="main" tabindex="-1">
${renderMain(page)}</main>`}
<script type="application/json" id="data">${jsonInScript(dataOf(page))}</script>
<script>${script}</script>
</body>`
}

/** JSON in which no `</script>` and no `<!--` can end or change the element it stands in. */
function jsonInScript(data: PageData): string {
  return JSON.stringify(data).replaceAll('<', '\\u003c')
}

const sha256 = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`
