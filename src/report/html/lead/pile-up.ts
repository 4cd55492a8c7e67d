import { formatNumber } from '../../../results/format-metric.js'
import type { Results } from '../../../results/results.js'
import type { Chart } from '../chart/chart.js'
import { flightsUnseen } from '../chart/flights-unseen.js'
import type { HeatStrip } from '../chart/heat-data.js'
import { rankedByLeague } from '../in-order.js'

/** So many times the best one's are a pile: less is how far rounds differ. */
const pileFactor = 2

/**
 * What there is to see of why somebody is slower, in a sentence: at one backend it had many times what the best one had in
 * flight at any. None where nobody had, or nobody is shown to be slower.
 */
export function pileUp(results: Results, charts: readonly Chart[]): string[] {
  const chart = charts.find(({ id }) => id === 'in-flight-over-time')
  const [best, ...others] = rankedByLeague(results)[0]?.ranked ?? []
  if (chart?.kind !== 'heat' || best === undefined || results.candidates.some(flightsUnseen)) return []
  const peaks = new Map(chart.data.strips.map(strip => [strip.candidate, peakOf(strip)]))
  const least = peaks.get(best.candidate.id)
  const [worst] = others
    .filter(({ standing }) => standing === 'worse')
    .flatMap(({ candidate: { id } }) => (peaks.has(id) ? [{ id, ...peaks.get(id)! }] : []))
    .sort((a, b) => b.most - a.most)
  if (least === undefined || worst === undefined || worst.most < pileFactor * Math.max(1, least.most)) return []
  const { id, backend, most } = worst
  return [
    `Requests piled up: most in flight at one backend were ${formatNumber(most)} with ${id} (at ${backend}), ${formatNumber(least.most)} with ${best.candidate.id}.`,
  ]
}

function peakOf({ rows }: HeatStrip): { readonly backend: string; readonly most: number } {
  return rows
    .map(({ backend, values }) => ({ backend, most: Math.max(0, ...values.filter(value => value !== null)) }))
    .reduce((a, b) => (b.most > a.most ? b : a))
}
