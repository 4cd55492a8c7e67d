import { formatMetric, formatRange, formatRatio, formatValue } from '../results/format-metric.js'
import { metricInfo } from '../results/metric-info.js'
import type { CandidateResult, MetricName, Results, Verdict } from '../results/results.js'
import type { Interval } from '../stats/interval.js'
import { pairedDifference, pairedRatio } from '../stats/paired.js'
import { welchDifference, welchRatio } from '../stats/welch.js'
import { decide } from './decide.js'
import type { Operator } from './gate.js'
import { distrust, stoppedReason, unfinished } from './trust.js'

export interface BaselineOptions {
  /** How much worse is still fine, a share: 0.1 lets p99 grow to 1.1 times, goodput fall to 0.9 times the baseline. */
  readonly maxRegression: number
}

/**
 * Holds results against an earlier run of the same scenario, candidate by candidate. Where both used the same seeds the
 * rounds met identical requests and are paired; else they are two samples (Welch). Pass means shown to be no worse.
 */
export function compareWithBaseline(results: Results, baseline: Results, options: BaselineOptions): Verdict[] {
  const refusal = incomparable(results, baseline)
  if (refusal !== undefined) return [{ gate: 'baseline', judgement: 'invalid', reason: refusal }]
  const elsewhere = sameMachine(results, baseline) ? '' : '; the baseline ran on another machine or Node version'
  return baseline.candidates.flatMap(before => {
    const after = results.candidates.find(({ id }) => id === before.id)
    const gate = `${before.id} against baseline`
    const stop = results.stopped.find(({ candidate }) => candidate === before.id)
    if (stop !== undefined) return [{ gate, judgement: 'fail', reason: stoppedReason(stop) }]
    if (after === undefined) return [{ gate, judgement: 'invalid', reason: `${before.id} is in the baseline only` }]
    const doubt = otherWorld(before, after) ?? distrust(results, before.id) ?? inBaseline(distrust(baseline, before.id))
    if (doubt !== undefined) return [{ gate, judgement: 'invalid', reason: doubt }]
    // Virtual time gives the same numbers on every machine.
    const note = after.world === 'virtual' ? '' : elsewhere
    return guarded.flatMap(metric => verdicts({ before, after, metric }, options)).map(found => withNote(found, note))
  })
}

/**
 * Error rates are compared in points: twice nothing is nothing. 0.1 points is above what chance makes of a handful of
 * errors in a few thousand requests.
 */
const maxErrorRateIncrease = 0.001

const guarded = ['p50Ms', 'p99Ms', 'meanMs', 'errorRate', 'goodputPerSecond'] as const

interface Pair {
  readonly before: CandidateResult
  readonly after: CandidateResult
  readonly metric: MetricName
}

function verdicts(pair: Pair, { maxRegression }: BaselineOptions): Verdict[] {
  const { after, before, metric } = pair
  const [lefts, rights, paired] = samples(pair)
  const name = `${after.id}.${metricInfo[metric].name}`
  const unknown = {
    gate: `${name} against baseline`,
    judgement: 'inconclusive',
    reason: `${name} cannot be told`,
  } as const
  // Neither run can tell it: nothing was promised. One can: something got lost.
  if (lefts.length === 0 && rights.length === 0) return []
  if (lefts.length === 0 || rights.length === 0) return [unknown]
  if (metric === 'errorRate')
    return [errorRateVerdict(name, (paired ? pairedDifference : welchDifference)(lefts, rights))]
  if ([...lefts, ...rights].some(value => value <= 0)) return [unknown]
  const ratio = (paired ? pairedRatio : welchRatio)(lefts, rights)
  const higher = metricInfo[metric].better === 'higher'
  const [operator, limit]: [Operator, number] = higher ? ['>=', 1 - maxRegression] : ['<=', 1 + maxRegression]
  const values = [after, before].map(({ metrics }) => formatMetric(metric, metrics[metric]!.value)).join(' against ')
  return [
    sentence(
      `${name} ${operator} ${Number(limit.toPrecision(6))} * baseline`,
      ratio,
      operator,
      limit,
      `${formatRatio(ratio)} of the baseline (${values})`,
    ),
  ]
}

function errorRateVerdict(name: string, difference: Interval): Verdict {
  const limit = maxErrorRateIncrease
  const { value, low, high } = difference
  const range = low === null || high === null ? '' : ` ${formatRange('errorRate', low, high)}`
  const text = `error rate changed by ${formatValue('errorRate', value)}${range} percentage points`
  return sentence(`${name} <= baseline + ${limit * 100} points`, difference, '<=', limit, text)
}

function sentence(gate: string, interval: Interval, operator: Operator, limit: number, text: string): Verdict {
  const judgement = decide(interval, operator, limit)
  const alone = interval.low === null ? ' (one round: no interval, judged by its value)' : ''
  return { gate, judgement, reason: `${text}${alone}` }
}

/** Values of both runs: of the rounds with equal seeds where there are any in both and no others, else of all. */
function samples({ before, after, metric }: Pair): readonly [number[], number[], boolean] {
  const known = ({ rounds }: CandidateResult): Map<number, number> =>
    new Map(rounds.flatMap(({ seed, metrics }) => (metrics[metric] === null ? [] : [[seed, metrics[metric]] as const])))
  const [lefts, rights] = [known(after), known(before)]
  const seeds = [...lefts.keys()].filter(seed => rights.has(seed))
  const paired = seeds.length > 0 && seeds.length === Math.min(lefts.size, rights.size)
  if (!paired) return [[...lefts.values()], [...rights.values()], false]
  return [seeds.map(seed => lefts.get(seed)!), seeds.map(seed => rights.get(seed)!), true]
}

function incomparable(results: Results, baseline: Results): string | undefined {
  const early = unfinished(results) ?? inBaseline(unfinished(baseline))
  if (early !== undefined) return early
  if (results.scenario.hash !== baseline.scenario.hash) {
    return `the baseline is of another scenario or another version of it (${baseline.scenario.name}, ${baseline.scenario.hash.slice(0, 12)}) than these results (${results.scenario.name}, ${results.scenario.hash.slice(0, 12)})`
  }
  return baseline.candidates.length === 0 ? 'the baseline holds no candidate' : undefined
}

/** Live numbers hold what harness, proxy and machine add, virtual ones do not. */
function otherWorld(before: CandidateResult, after: CandidateResult): string | undefined {
  if (before.world === after.world) return undefined
  const word = { live: 'measured live', virtual: 'run in virtual time' }
  return `${after.id} was ${word[after.world]} here and ${word[before.world]} in the baseline: the difference would be the worlds', not the candidate's`
}

function sameMachine({ environment: a }: Results, { environment: b }: Results): boolean {
  return a.cpu === b.cpu && a.cores === b.cores && a.os === b.os && a.node === b.node
}

const inBaseline = (reason: string | undefined): string | undefined => reason && `in the baseline, ${reason}`

function withNote(verdict: Verdict, note: string): Verdict {
  return { ...verdict, reason: verdict.reason + note }
}
