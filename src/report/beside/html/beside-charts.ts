import type { Beside, Change, PairChange } from '../../../beside/beside.js'
import { formatEstimate, formatValue } from '../../../results/format-metric.js'
import type { Estimate, Results } from '../../../results/results.js'
import { latencyAxis } from '../../html/chart/axis.js'
import type { Chart } from '../../html/chart/chart.js'
import { errorsOverTime, p99OverTime } from '../../html/chart/over-time-charts.js'
import type { RangePoint } from '../../html/chart/ranges-data.js'
import { rounded } from '../../html/chart/rounded.js'
import { spectrumChart } from '../../html/chart/spectrum-chart.js'
import { changeCell, wordOf } from '../change-words.js'
import { overallSentence } from '../overall-sentence.js'
import { overlaid } from './overlaid.js'

/** The charts of two results that have something to show, both in each. */
export function besideCharts(beside: Beside): Chart[] {
  if (beside.alike !== 'other' || beside.pairs.length === 0) return []
  const [before, after] = [partOf(beside, 'before'), partOf(beside, 'after')]
  const overlays = [spectrumChart, p99OverTime, errorsOverTime].map(make => overlaid(make(before), make(after)))
  return [movesChart(beside), changesChart(beside), ...overlays].flatMap(chart => chart ?? [])
}

/** One side, by the names of the pairs, and nothing that only one run has. */
function partOf(beside: Beside, side: 'before' | 'after'): Results {
  const candidates = beside.pairs.map(pair => ({ ...pair[side], id: pair.name, twinDistribution: null }))
  return { ...beside[side].results, candidates, ideal: null }
}

const latencies = ({ changes }: PairChange): Change[] =>
  changes.filter(({ tested, metric }) => tested && (metric === 'p99Ms' || metric === 'p90Ms' || metric === 'p50Ms'))

/** From where to where the tail went, with both intervals. */
function movesChart({ pairs }: Beside): Chart | undefined {
  const rows = pairs.flatMap(pair => {
    const [tail] = latencies(pair)
    return tail?.before && tail.after ? [{ pair, tail, before: tail.before, after: tail.after }] : []
  })
  const [first] = rows
  if (first === undefined) return undefined
  const word = wordOf(first.tail.metric)
  return {
    id: 'before-after',
    kind: 'ranges',
    title: `Where did ${word} go?`,
    says: rows
      .map(({ pair, before, after, tail }) => `${pair.name} from ${shown(tail, before)} to ${shown(tail, after)}`)
      .join('; ')
      .concat('.'),
    table: {
      head: ['candidate', `${word} before`, `${word} after`, 'change'],
      rows: rows.map(({ pair, tail, before, after }) => [
        pair.name,
        formatEstimate(tail.metric, before),
        formatEstimate(tail.metric, after),
        changeCell(tail),
      ]),
    },
    data: {
      x: { ...latencyAxis, label: `${word}, ms (logarithmic)` },
      rows: rows.map(({ pair, tail, before, after }) => ({
        candidate: pair.name,
        name: pair.name,
        points: [point('before', before, true), point('after', after, false)],
        text: `${shown(tail, before)} \u2192 ${formatValue(tail.metric, after.value)} ms`,
      })),
      references: [],
      hasBars: false,
      ranges: '95 % interval',
    },
  }
}

const shown = ({ metric }: Change, { value }: Estimate): string => formatValue(metric, value)

/** By how much, with the interval that says whether it is sure. */
function changesChart(beside: Beside): Chart | undefined {
  const rows = beside.pairs.flatMap(pair =>
    latencies(pair)
      .filter(one => one.kind === 'ratio' && changeCell(one) !== '-' && one.standing !== 'same')
      .map(one => ({ pair, one, change: drawn(one) })),
  )
  if (rows.length === 0) return undefined
  const related = rows.some(({ one }) => one.related)
  return {
    id: 'changes',
    kind: 'ranges',
    title: 'By how much, and is it sure?',
    says: overallSentence(beside),
    table: {
      head: ['candidate', 'metric', 'change', 'verdict'],
      rows: rows.map(({ pair, one }) => [pair.name, wordOf(one.metric), changeCell(one), verdictOf(one)]),
    },
    data: {
      x: {
        label: `change of latency, %${related ? `, in relation to ${beside.control}` : ''} (left: faster)`,
        scale: 'linear',
        unit: 'percent',
      },
      rows: rows.map(({ pair, one, change }) => ({
        candidate: pair.name,
        name: `${pair.name} ${wordOf(one.metric)}`,
        points: [point('change', inPercent(change), false)],
        text: [changeCell(one).replace(/ \[.*$/, ''), verdictOf(one)].filter(Boolean).join(', '),
      })),
      references: [{ at: 0, name: 'as before' }],
      hasBars: false,
      ranges: '95 % interval',
    },
  }
}

/** A bound has no interval. */
function drawn({ change, open }: Change): Estimate {
  return open.before + open.after > 0 ? { ...change!, low: null, high: null } : change!
}

const verdictOf = ({ standing }: Change): string => (standing === 'none' ? '' : standing)

function inPercent({ value, low, high, n }: Estimate): Estimate {
  const percent = (ratio: number): number => 100 * (ratio - 1)
  return {
    value: percent(value),
    low: low === null ? null : percent(low),
    high: high === null ? null : percent(high),
    n,
  }
}

function point(name: string, { value, low, high }: Estimate, isHollow: boolean): RangePoint {
  const ends = low === null || high === null ? { low: null, high: null } : { low: rounded(low), high: rounded(high) }
  return { name, value: rounded(value), ...ends, isHollow }
}
