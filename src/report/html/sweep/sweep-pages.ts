import type { Environment } from '../../../results/results.js'
import type { Capacity } from '../../../sweep/capacity.js'
import type { Scaling } from '../../../sweep/scaling/scaling.js'
import type { Sweep } from '../../../sweep/sweep.js'
import type { Vary } from '../../../sweep/vary/vary.js'
import { capacityMethod, capacitySentences } from '../../sweep/capacity-sentences.js'
import { confirmationLines } from '../../sweep/confirmation-lines.js'
import { capacityHeadline, scalingHeadline, sweepHeadline } from '../../sweep/headlines.js'
import { fitColumns } from '../../sweep/scaling/scaling-cells.js'
import { scalingMethod } from '../../sweep/scaling/scaling-method.js'
import { scalingSentences } from '../../sweep/scaling/scaling-sentences.js'
import { axisColumn, errorColumns } from '../../sweep/sweep-cells.js'
import { sweepMethod } from '../../sweep/sweep-method.js'
import { sweepSentences } from '../../sweep/sweep-sentences.js'
import { varyHeadline } from '../../sweep/vary/vary-headline.js'
import { varyMethod } from '../../sweep/vary/vary-method.js'
import { varySentences } from '../../sweep/vary/vary-sentences.js'
import { type PageAssets, renderPage } from '../page.js'
import { capacityChart } from './capacity-chart.js'
import { columnsAsTable } from './columns-as-table.js'
import { searchTrust, sweepTrust, varyTrust } from './found-trust.js'
import { loadCurveChart } from './load-curve-chart.js'
import { type Found, pageOfFound } from './page-of-found.js'
import { scalingCurveChart } from './scaling-curve-chart.js'
import { settingsTable, tradeChart } from './trade-chart.js'

/** `sweep.html`: a metric along an axis. */
export function renderSweepHtml(sweep: Sweep, assets: PageAssets): string {
  const errors = errorColumns(sweep)
  const table = { title: 'Failed requests, %', table: columnsAsTable(axisColumn(sweep), errors) }
  return render(sweep, assets, {
    headline: sweepHeadline(sweep),
    trust: sweepTrust(sweep),
    sentences: sweepSentences(sweep),
    method: sweepMethod(sweep),
    chart: loadCurveChart(sweep),
    tables: errors.length === 0 ? [] : [table],
    candidates: realOnes(sweep.curves),
  })
}

/** `scaling.html`: the rate that fleets of several sizes carry. */
export function renderScalingHtml(scaling: Scaling, assets: PageAssets): string {
  const fits = fitColumns(scaling)
  return render(scaling, assets, {
    headline: scalingHeadline(scaling),
    trust: searchTrust(scaling),
    sentences: scalingSentences(scaling),
    method: scalingMethod(scaling),
    chart: scalingCurveChart(scaling),
    tables:
      fits === undefined
        ? []
        : [{ title: 'Universal Scalability Law', table: columnsAsTable(fits.first, fits.columns) }],
    candidates: realOnes(scaling.curves),
  })
}

/** `vary.html`: settings against each other. */
export function renderVaryHtml(vary: Vary, assets: PageAssets): string {
  return render(vary, assets, {
    headline: varyHeadline(vary),
    trust: varyTrust(vary),
    sentences: varySentences(vary),
    method: varyMethod(vary),
    chart: tradeChart(vary),
    tables: [{ title: 'All settings', table: settingsTable(vary) }],
    candidates: [...new Set(vary.points.map(({ id }) => id))],
  })
}

/** `capacity.html`: the highest rate that each candidate sustains, and what live runs say to it. */
export function renderCapacityHtml(capacity: Capacity, assets: PageAssets): string {
  return render(capacity, assets, {
    headline: capacityHeadline(capacity),
    trust: searchTrust(capacity),
    sentences: [...capacitySentences(capacity), ...confirmationLines(capacity.confirmations)],
    method: capacityMethod(capacity),
    chart: capacityChart(capacity),
    tables: [],
    candidates: capacity.candidates.map(({ candidate }) => candidate.id),
  })
}

/** The ideal is drawn always, and in no colour. */
function realOnes(
  curves: readonly { readonly candidate: { readonly id: string; readonly strategy: string } }[],
): string[] {
  return curves.filter(({ candidate }) => candidate.strategy !== 'ideal').map(({ candidate }) => candidate.id)
}

interface Run {
  readonly environment: Environment
  readonly scenario: { readonly name: string; readonly description: string; readonly seed: number }
}

function render({ environment, scenario }: Run, assets: PageAssets, found: Omit<Found, keyof Run>): string {
  return renderPage(pageOfFound({ environment, scenario, ...found }), assets)
}
