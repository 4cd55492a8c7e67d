import type { Environment } from '../../../results/results.js'
import type { Chart, ChartTable } from '../chart/chart.js'
import { plainTable } from '../figure.js'
import { html } from '../html.js'
import type { Headline } from '../lead/large-words.js'
import { lead, titleOf } from '../lead/lead.js'
import type { Page } from '../page.js'
import { repeatParts } from '../sections/repeat.js'
import { foundTrust, type Trust } from './found-trust.js'

/** What a sweep or a search found, whatever it was. */
export interface Found {
  readonly environment: Environment
  readonly scenario: {
    readonly name: string
    readonly description: string
    readonly seed: number
    readonly hash?: string
  }
  readonly headline: Headline
  readonly trust: Trust
  /** What it says, the most important first. */
  readonly sentences: readonly string[]
  /** How it was found. */
  readonly method: readonly string[]
  readonly chart: Chart | undefined
  /** What the chart's own table does not say. */
  readonly tables: readonly { readonly title: string; readonly table: ChartTable }[]
  /** Ids, in the order of their colours. */
  readonly candidates: readonly string[]
}

/** The page of a sweep or a search: what it says, the picture, further tables, how it was found, how to find it again. */
export function pageOfFound(found: Found): Page {
  const { scenario, sentences, method, chart, tables } = found
  const bullets = html`<ul class="prose">
${method.map(text => html`<li>${text}</li>\n`)}</ul>
`
  return {
    title: scenario.name,
    description: scenario.description,
    verdict: titleOf(found.headline),
    lead: html`${lead(found.headline, saidOnce(sentences, chart))}${foundTrust(found.trust)}`,
    sections: [
      { id: 'curve', title: 'What was found', parts: chart === undefined ? [] : [{ chart: chart.id }] },
      {
        id: 'numbers',
        title: 'More numbers',
        parts: tables.map(({ title, table }) => html`<h3>${title}</h3>\n${plainTable(table, title)}\n`),
      },
      { id: 'method', title: 'How it was found', parts: [bullets] },
      { id: 'repeat', title: 'Repeat it', parts: repeatParts(found) },
    ],
    candidates: found.candidates,
    charts: chart === undefined ? [] : [chart],
  }
}

/** The chart says its part right below. */
const saidOnce = (sentences: readonly string[], chart: Chart | undefined): string[] =>
  sentences.filter(text => chart?.says.includes(text) !== true)
