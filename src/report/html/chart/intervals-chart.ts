import { isAtTimeout } from '../../../results/at-timeout.js'
import { formatChange, formatEstimate, formatMetric, formatNumber } from '../../../results/format-metric.js'
import { metricInfo } from '../../../results/metric-info.js'
import type { CandidateResult, MetricName, Results } from '../../../results/results.js'
import { headlineMetric } from '../../headline-metric.js'
import { leagueSentences } from '../../league-sentences.js'
import { invalidCandidates, leagues } from '../../leagues.js'
import { type Ranked, ranking } from '../../ranking.js'
import { latencyAxis } from './axis.js'
import type { Chart, ChartTable } from './chart.js'
import type { RangePoint, RangeRow } from './ranges-data.js'
import { rounded } from './rounded.js'

/** The middle and the tail of each candidate with their intervals, best first; undefined where nobody can tell a latency. */
export function intervalsChart(results: Results): Chart | undefined {
  const metric = headlineMetric(results.candidates)
  if (metric === undefined) return undefined
  const shown: readonly MetricName[] = metric === 'p50Ms' ? [metric] : ['p50Ms', metric]
  const candidates = inOrder(results, metric)
  if (candidates.length === 0) return undefined
  const standings = standingsIn(results, metric)
  const invalid = invalidCandidates(results)
  const rows = candidates.map((candidate): RangeRow => {
    const points = shown.flatMap(one => pointOf(candidate, one, one !== metric))
    const text = textOf(candidate, {
      metric,
      ranked: standings.get(candidate.id),
      isCut: isCut(results, candidate, metric),
    })
    const isInvalid = invalid.includes(candidate.id)
    const name = isInvalid ? `${candidate.id} (invalid)` : candidate.id
    return { candidate: candidate.id, name, points, text, ...(isInvalid ? { isInvalid } : {}) }
  })
  return {
    id: 'intervals',
    kind: 'ranges',
    title: candidates.length > 1 ? 'Who answers fastest, and by how much?' : 'How fast are the answers?',
    says: sentence(results, metric),
    table: tableOf(results, candidates, shown, standings),
    data: { x: latencyAxis, rows, references: referencesOf(results, shown), hasBars: false, ranges: '95 % interval' },
  }
}

/** Best first, live ones before virtual ones: those two are never compared. Who cannot tell it comes last. */
function inOrder({ candidates }: Results, metric: MetricName): CandidateResult[] {
  const value = ({ metrics }: CandidateResult): number => metrics[metric]?.value ?? Infinity
  return candidates
    .filter(({ metrics }) => metrics[metric] !== null || metrics.p50Ms !== null)
    .toSorted((a, b) => (a.world === b.world ? value(a) - value(b) : a.world === 'live' ? -1 : 1))
}

function standingsIn(results: Results, metric: MetricName): ReadonlyMap<string, Ranked> {
  const ranked = leagues(results).flatMap(league => ranking(league.candidates, metric, results.intervals))
  return new Map(ranked.map(one => [one.candidate.id, one]))
}

function pointOf({ metrics }: CandidateResult, metric: MetricName, isHollow: boolean): RangePoint[] {
  const estimate = metrics[metric]
  if (estimate === null) return []
  const [value, low, high] = [estimate.value, estimate.low, estimate.high].map(ms => (ms === null ? null : rounded(ms)))
  return [{ name: metricInfo[metric].name, value: value!, low: low!, high: high!, isHollow }]
}

interface Told {
  readonly metric: MetricName
  readonly ranked: Ranked | undefined
  /** Its clients gave up where it is: it is a bound. */
  readonly isCut: boolean
}

const isCut = ({ scenario }: Results, { rounds }: CandidateResult, metric: MetricName): boolean =>
  isAtTimeout(rounds, metric, scenario.timeoutMs)

/** "60.3 ms, +46 %"; `~` where the rounds cannot tell it from the best. */
function textOf({ metrics }: CandidateResult, told: Told): string {
  const estimate = metrics[told.metric]
  if (estimate === null) return `no ${metricInfo[told.metric].name}`
  return [atLeast(told, formatMetric(told.metric, estimate.value)), behindBest(told)].filter(Boolean).join(', ')
}

function behindBest(told: Told): string {
  const { ranked } = told
  if (ranked?.ratio === undefined || ranked.standing === 'none') return ''
  if (ranked.standing === '~') return '~'
  const value = told.isCut ? (ranked.ratio.low ?? ranked.ratio.value) : ranked.ratio.value
  return atLeast(told, value >= 10 ? `${formatNumber(value)}x` : `${formatChange(value - 1)} %`)
}

const atLeast = ({ isCut }: Told, text: string): string => (isCut ? `≥ ${text}` : text)

function sentence(results: Results, metric: MetricName): string {
  const told = leagues(results).flatMap(league => leagueSentences(league, metric, results).slice(0, 2))
  return told.slice(0, 3).join(' ')
}

function tableOf(
  results: Results,
  candidates: readonly CandidateResult[],
  shown: readonly MetricName[],
  standings: ReadonlyMap<string, Ranked>,
): ChartTable {
  const metric = shown.at(-1)!
  return {
    head: ['candidate', ...shown.map(one => metricInfo[one].name), `${metricInfo[metric].name} against the best`],
    rows: candidates.map(candidate => [
      candidate.id,
      ...shown.map(one => (candidate.metrics[one] === null ? '-' : formatEstimate(one, candidate.metrics[one]))),
      behindBest({ metric, ranked: standings.get(candidate.id), isCut: isCut(results, candidate, metric) }) || '-',
    ]),
  }
}

function referencesOf({ ideal }: Results, shown: readonly MetricName[]): { at: number; name: string }[] {
  return shown.flatMap(metric => {
    const estimate = metric === 'p50Ms' || metric === 'p99Ms' || metric === 'meanMs' ? ideal?.[metric] : undefined
    return estimate ? [{ at: rounded(estimate.value), name: `ideal ${metricInfo[metric].name}` }] : []
  })
}
