import { createHash } from 'node:crypto'
import type { Chart } from './chart/chart.js'
import { figure } from './figure.js'
import { type Html, html, nothing } from './html.js'
import { themeStyle } from './theme-style.js'
import { toggles } from './toggles.js'

/** A page of its own: everything it needs is in it, and nothing is fetched. */
export interface Page {
  readonly title: string
  /** One sentence below the title. */
  readonly description: string
  /** What the lead says in its `<h1>`: the document's title begins with it. Without one the page's title is the heading. */
  readonly verdict?: string
  /** What stands before all sections: verdicts, and whether to trust them. */
  readonly lead: Html
  readonly sections: readonly PageSection[]
  /** Ids, in the order of their colours. */
  readonly candidates: readonly string[]
  /** Of the candidates, who is not to be trusted; nobody unless it is said. */
  readonly invalid?: readonly string[]
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
  readonly invalid: readonly string[]
  readonly charts: readonly Chart[]
  readonly live: boolean
}

/** The page as one file of HTML, ended by a newline. */
export function renderPage(page: Page, assets: PageAssets): string {
  const style = `${themeStyle()}\n${assets.style}`
  const { script } = assets
  return ['<!doctype html>', '<html lang="en">', head(page, script, style), body(page, script), '</html>\n'].join('\n')
}

/** What stands in `<main>`: a live page replaces it as a whole. */
export function renderMain(page: Page): Html {
  const sections = shownSections(page)
  const first = sections.findIndex(({ hasFigures }) => hasFigures)
  return html`<header class="title">
${page.verdict === undefined ? html`<h1>${page.title}</h1>` : html`<p class="kicker">${page.title}</p>`}
${page.description !== '' && html`<p>${page.description}</p>\n`}</header>
${page.lead}
${sections.map(({ markup }, k) => html`${k === first && html`${noScript}${page.charts.length > 0 && toggles(page.candidates, page.invalid)}`}${markup}`)}`
}

export function dataOf({ candidates, invalid = [], charts, live = false }: Page): PageData {
  return { candidates, invalid, charts, live }
}

const noScript = html`<noscript><p class="note">Charts need JavaScript; what they show is in the table below each of them.</p></noscript>
`

interface ShownSection {
  readonly id: string
  readonly title: string
  readonly hasFigures: boolean
  readonly markup: Html
}

/** Those that have something to show. */
function shownSections({ sections, charts }: Page): ShownSection[] {
  return sections.flatMap(({ id, title, parts }) => {
    const shown = parts.map(part => ('chart' in part ? figureOf(part.chart, charts) : part))
    if (shown.every(part => part.toString() === '')) return []
    const hasFigures = parts.some((part, k) => 'chart' in part && shown[k]!.toString() !== '')
    const markup = html`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${shown}</section>
`
    return [{ id, title, hasFigures, markup }]
  })
}

function figureOf(id: string, charts: readonly Chart[]): Html {
  const chart = charts.find(one => one.id === id)
  return chart === undefined ? nothing : figure(chart)
}

function head({ title, verdict, live = false }: Page, script: string, style: string): string {
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
<title>${verdict !== undefined && `${verdict} - `}${title} - lbbench</title>`}
<link rel="icon" href="data:,">
<style>${style}</style>
</head>`
}

function body(page: Page, script: string): string {
  return `${html`<body>
<a class="skip" href="#main">Skip to the result</a>
<header class="top"><span class="brand">lbbench</span>
<nav aria-label="Sections"><ul>
${shownSections(page).map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>\n`)}</ul></nav>
<button type="button" id="theme" hidden>◐</button></header>
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
