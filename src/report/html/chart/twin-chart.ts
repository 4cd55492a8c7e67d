import { formatChange, formatEstimate } from '../../../results/format-metric.js'
import { metricInfo } from '../../../results/metric-info.js'
import {
  type CandidateResult,
  type Estimate,
  type Results,
  type TwinGap,
  type TwinMetric,
  twinMetrics,
} from '../../../results/results.js'
import { latencyAxis } from './axis.js'
import type { Chart } from './chart.js'
import { listed } from './listed.js'
import type { RangePoint, RangeRow } from './ranges-data.js'
import { rounded } from './rounded.js'

/** Live beside the same requests in virtual time; undefined where no twin was run. */
export function twinChart({ candidates }: Results): Chart | undefined {
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
    data: { x: latencyAxis, rows: pairs.map(rowOf), references: [], hasBars: false, ranges: '95 % interval' },
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

function rowOf({ id, metric, live, gap }: Pair): RangeRow {
  const point = (name: string, { value, low, high }: Estimate, isHollow: boolean): RangePoint => {
    const [mid, least, most] = [value, low, high].map(ms => (ms === null ? null : rounded(ms)))
    return { name, value: mid!, low: least!, high: most!, isHollow }
  }
  return {
    candidate: id,
    name: `${id} ${metricInfo[metric].name}`,
    points: [point('virtual time', gap.twin, true), point('live', live, false)],
    text: gapText(gap),
  }
}

/** "+12 % [+8.1, +17]" */
function gapText({ ratio: { value, low, high } }: TwinGap): string {
  const text = `${formatChange(value - 1)} %`
  return low === null || high === null ? text : `${text} [${formatChange(low - 1)}, ${formatChange(high - 1)}]`
}

/** By p99 where it is known, else by what is. */
function sentence(pairs: readonly Pair[]): string {
  const metric = (['p99Ms', 'meanMs', 'p50Ms'] as const).find(one => pairs.some(pair => pair.metric === one))!
  const told = pairs.filter(pair => pair.metric === metric).map(({ id, gap }) => `${id} ${gapText(gap)}`)
  return `Live ${metricInfo[metric].name} over what virtual time says of the same requests: ${listed(told)}.`
}
