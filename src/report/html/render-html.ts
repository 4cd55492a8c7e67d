import type { Results } from '../../results/results.js'
import { conclusion } from '../conclusion.js'
import { invalidCandidates } from '../leagues.js'
import { chartsOf } from './chart/charts-of.js'
import { html } from './html.js'
import { inColorOrder } from './in-order.js'
import type { Stage } from './lead/alerts.js'
import { gates, gatesSignpost } from './lead/gates.js'
import { headline } from './lead/headline.js'
import { lead, titleOf } from './lead/lead.js'
import { pileUp } from './lead/pile-up.js'
import { trust, trustSignpost } from './lead/trust.js'
import { type Page, type PageAssets, renderPage } from './page.js'
import { chartSections } from './sections/charts.js'
import { drillSection } from './sections/drills.js'
import { methodSection } from './sections/method.js'
import { numbersSection } from './sections/numbers.js'
import { rankingSection } from './sections/ranking.js'
import { repeatSection } from './sections/repeat.js'
import { wordsSection } from './sections/words.js'

/** `report.html`: the page of a run. */
export function renderHtml(results: Results, assets: PageAssets): string {
  return renderPage(pageOf(results), assets)
}

/** The same before it is a file, for a page that follows a run. */
export function pageOf(results: Results, stage: Stage = 'ended'): Page {
  const candidates = inColorOrder(results)
  const charts = chartsOf({
    ...results,
    candidates: candidates.map(id => results.candidates.find(one => one.id === id)!),
  })
  const told = headline(results, stage)
  return {
    title: results.scenario.name,
    description: results.scenario.description,
    verdict: titleOf(told),
    lead: html`${lead(told, [...conclusion(results), ...pileUp(results, charts)], [...trustSignpost(results, stage), ...gatesSignpost(results)])}${gates(results)}${trust(results, stage)}`,
    sections: [
      rankingSection(results),
      ...chartSections(charts),
      drillSection(results),
      numbersSection(results),
      methodSection(results),
      repeatSection(results),
      wordsSection(results),
    ],
    candidates,
    invalid: invalidCandidates(results),
    charts,
  }
}
