import { formatChange, formatEstimate, formatNumber } from '../../../results/format-metric.js'
import { metricInfo } from '../../../results/metric-info.js'
import {
  type CandidateResult,
  type Estimate,
  type Results,
  type TwinGap,
  type TwinMetric,
  twinMetrics,
} from '../../../results/results.js'
import { invalidCandidates } from '../../leagues.js'
import { latencyAxis } from './axis.js'
import type { Chart } from './chart.js'
import { listed } from './listed.js'
import type { RangePoint, RangeRow } from './ranges-data.js'
import { rounded } from './rounded.js'

/** Live beside the same requests in virtual time; undefined where no twin was run. */
export function twinChart(results: Results): Chart | undefined {
  const { candidates } = results
  const invalid = invalidCandidates(results)
  const pairs = candidates.flatMap(pairsOf)
  if (pairs.length === 0) return undefined
  return {
    id: 'twin',
    kind: 'ranges',
    title: 'Does the live run agree with the model?',
    says: sentence(pairs),
    table: {
      head: ['candidate', 'metric', 'live', 'virtual time', 'live over virtual'],
      rows: pairs.map(({ id, metric, live, gap }) => [
        ...[id, metricInfo[metric].name, formatEstimate(metric, live), formatEstimate(metric, gap.twin)],
        gapText(gap),
      ]),
    },
    data: {
      x: latencyAxis,
      rows: pairs.map(pair => rowOf(pair, invalid.includes(pair.id))),
      references: [],
      hasBars: false,
      ranges: '95 % interval',
    },
  }
}

interface Pair {
  readonly id: string
  readonly metric: TwinMetric
  readonly live: Estimate
  readonly gap: TwinGap
}

function pairsOf({ id, metrics, twin }: CandidateResult): Pair[] {
  if (twin === null) return []
  return twinMetrics.flatMap(metric => {
    const [live, gap] = [metrics[metric], twin[metric]]
    return live === null || gap === null ? [] : [{ id, metric, live, gap }]
  })
}

function rowOf({ id, metric, live, gap }: Pair, isInvalid: boolean): RangeRow {
  const point = (name: string, { value, low, high }: Estimate, isHollow: boolean): RangePoint => {
    const [mid, least, most] = [value, low, high].map(ms => (ms === null ? null : rounded(ms)))
    return { name, value: mid!, low: least!, high: most!, isHollow }
  }
  return {
    candidate: id,
    name: `${id} ${metricInfo[metric].name}${isInvalid ? ' (invalid)' : ''}`,
    ...(isInvalid ? { isInvalid } : {}),
    points: [point('virtual time', gap.twin, true), point('live', live, false)],
    text: gapText(gap),
  }
}

/** Percentages beyond this are better said as factors. */
const mostPercent = 2

/** "+12 % [+8.1, +17]", or "4.85 times [3.20, 7.35]". */
function gapText({ ratio: { value, low, high } }: TwinGap): string {
  if (value >= mostPercent || value <= 1 / mostPercent) {
    const range = low === null || high === null ? '' : ` [${factorText(low)}, ${factorText(high)}]`
    return `${formatNumber(value)} times${range}`
  }
  const text = `${formatChange(value - 1)} %`
  return low === null || high === null ? text : `${text} [${formatChange(low - 1)}, ${formatChange(high - 1)}]`
}

/** Of rounds that tell nothing only that they do. */
function factorText(factor: number): string {
  if (factor < 0.01) return 'under 0.01'
  return factor > 100 ? 'over 100' : formatNumber(factor)
}

/** By p99 where it is known, else by what is. */
function sentence(pairs: readonly Pair[]): string {
  const metric = (['p99Ms', 'meanMs', 'p50Ms'] as const).find(one => pairs.some(pair => pair.metric === one))!
  const told = pairs.filter(pair => pair.metric === metric).map(({ id, gap }) => `${id} ${gapText(gap)}`)
  return `Live ${metricInfo[metric].name} over what virtual time says of the same requests: ${listed(told)}.`
}
