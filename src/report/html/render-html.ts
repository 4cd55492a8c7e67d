import type { Results } from '../../results/results.js'
import { conclusion } from '../conclusion.js'
import { chartsOf } from './chart/charts-of.js'
import { html } from './html.js'
import { type Page, type PageAssets, renderPage } from './page.js'

/** `report.html`: the page of a run. */
export function renderHtml(results: Results, assets: PageAssets): string {
  return renderPage(pageOf(results), assets)
}

/** The same before it is a file, for a page that follows a run. */
export function pageOf(results: Results): Page {
  const charts = chartsOf(results)
  return {
    title: `lbbench: ${results.scenario.name}`,
    description: results.scenario.description,
    lead: html`${conclusion(results).map(sentence => html`<p>${sentence}</p>`)}`,
    sections: [{ id: 'charts', title: 'Charts', parts: charts.map(({ id }) => ({ chart: id })) }],
    candidates: results.candidates.map(({ id }) => id),
    charts,
  }
}
