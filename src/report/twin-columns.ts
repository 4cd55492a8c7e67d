import { formatNumber, formatValue } from '../results/format-metric.js'
import { metricInfo } from '../results/metric-info.js'
import { type CandidateResult, type Results, type TwinGap, type TwinMetric, twinMetrics } from '../results/results.js'
import type { Column, ColumnGroup } from './columns.js'

/** Live candidates beside their twins, the gap as live - twin, paired by round; no columns where no twin was run. */
export function twinGroup(results: Results): ColumnGroup {
  const candidates = results.candidates.filter(({ twin }) => twin !== null)
  const columns = twinMetrics.flatMap(metric => columnsOf(candidates, metric)).filter(filled)
  return { title: 'Twin: the same requests in virtual time, in ms', candidates, columns }
}

function columnsOf(candidates: readonly CandidateResult[], metric: TwinMetric): Column[] {
  const { name } = metricInfo[metric]
  const column = (head: string, text: (candidate: CandidateResult, gap: TwinGap) => string): Column => ({
    head: `${name} ${head}`,
    cells: candidates.map(candidate => {
      const gap = candidate.twin![metric]
      return { text: gap === null ? unknown : text(candidate, gap), standing: 'none' }
    }),
  })
  return [
    column('live', ({ metrics }) => formatValue(metric, metrics[metric]!.value)),
    column('twin', (_, { twin }) => formatValue(metric, twin.value)),
    column('gap', (_, gap) => gapText(gap)),
  ]
}

/** "+0.52 [0.31, 0.73] (+2.6%)". */
function gapText({ differenceMs: { value, low, high }, ratio }: TwinGap): string {
  const range = low === null || high === null ? '' : ` [${gapNumber(low)}, ${gapNumber(high)}]`
  return `${signed(gapNumber(value))}${range} (${signed(((ratio.value - 1) * 100).toFixed(1))}%)`
}

/** Hundredths of a ms are as fine as anything live is. */
const gapNumber = (ms: number): string =>
  (Math.abs(ms) < 1 ? ms.toFixed(2) : formatNumber(ms)).replace(/^-(?=0\.0+$)/, '')

const signed = (number: string): string => (/^-|^0(\.0*)?$/.test(number) ? number : `+${number}`)

const unknown = '-'
const filled = ({ cells }: Column): boolean => cells.some(({ text }) => text !== unknown)
