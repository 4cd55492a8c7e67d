import type { Beside, PairChange } from '../../../beside/beside.js'
import { titleOf } from '../../html/lead/lead.js'
import { type Page, type PageAssets, renderPage } from '../../html/page.js'
import { runText } from '../beside-method.js'
import { besideCharts } from './beside-charts.js'
import { besideHeadline, besideLead } from './beside-lead.js'
import { changedSection, differenceSection, methodSection, othersSection, repeatSection } from './beside-sections.js'

/** Two results side by side as a page of HTML: what changed, by how much, whether to trust it; then the pictures, with both in each. */
export function renderBesideHtml(beside: Beside, assets: PageAssets): string {
  return renderPage(pageOf(withArrows(beside)), assets)
}

/** An arrow of one sign does not break at the end of a line. */
function withArrows(beside: Beside): Beside {
  const name = ({ before, after }: PairChange): string =>
    before.id === after.id ? before.id : `${before.id} \u2192 ${after.id}`
  return { ...beside, pairs: beside.pairs.map(pair => ({ ...pair, name: name(pair) })) }
}

function pageOf(beside: Beside): Page {
  const charts = besideCharts(beside)
  const { before, after } = beside
  const names = [...new Set([before.results.scenario.name, after.results.scenario.name])]
  return {
    title: `${names.join(' and ')}: before and after`,
    description: `Before: ${runText(before)}. After: ${runText(after)}.`,
    verdict: titleOf(besideHeadline(beside)),
    lead: besideLead(beside),
    sections: [
      changedSection(beside),
      { id: 'latency', title: 'Latency', parts: [{ chart: 'spectrum' }] },
      { id: 'over-time', title: 'Over time', parts: [{ chart: 'p99-over-time' }, { chart: 'errors-over-time' }] },
      differenceSection(beside),
      othersSection(beside),
      methodSection(beside),
      repeatSection(beside),
    ],
    candidates: beside.pairs.map(({ name }) => name),
    charts,
  }
}
