import { differenceOf, ratioOf, type Series } from '../results/comparison.js'
import { formatEstimate, formatMetric, formatRatio } from '../results/format-metric.js'
import { metricInfo } from '../results/metric-info.js'
import type { CandidateResult, MetricName, Results, Verdict } from '../results/results.js'
import type { Interval } from '../stats/interval.js'
import { decide, verdictWords } from './decide.js'
import type { Gate, Operator, Reference } from './gate.js'
import { distrust, stoppedReason, unfinished } from './trust.js'

/**
 * Judges gates; one that names no candidate gives a verdict for each. Verdicts are in the order of gates and candidates.
 * A gate on a candidate that was stopped fails: its strategy cannot be relied on. On a run that ended early every gate is invalid: what is missing may be what would have failed.
 */
export function judge(gates: readonly Gate[], results: Results): Verdict[] {
  const reason = unfinished(results)
  if (reason !== undefined) return gates.map(({ text }) => ({ gate: text.trim(), judgement: 'invalid', reason }))
  return gates.flatMap(gate => applied(gate, results).map(one => verdict(one, results)))
}

/** A gate on one candidate. */
interface Applied {
  readonly gate: string
  readonly operator: Operator
  readonly left: Named
  readonly limit: number
  /** Compared with `limit` times this. */
  readonly right: Named | undefined
}

interface Named extends Reference {
  readonly candidate: string
}

/** "p99 <= 1.2 * rr.p99" is about the others: rr is not held against itself. */
function applied({ text, left, operator, right }: Gate, results: Results): Applied[] {
  const reference = right.kind === 'reference' ? right.of : undefined
  const ids = [...results.candidates.map(({ id }) => id), ...results.stopped.map(({ candidate }) => candidate)]
  const everyone = ids.filter(id => id !== reference?.candidate)
  const names = left.candidate === undefined ? everyone : [left.candidate]
  return names.map(candidate => ({
    gate: left.candidate === undefined ? `${quotedIfNeeded(candidate)}.${text.trim()}` : text.trim(),
    operator,
    left: { candidate, metric: left.metric },
    limit: right.kind === 'number' ? right.value : right.factor,
    right: reference && { candidate: reference.candidate ?? candidate, metric: reference.metric },
  }))
}

function quotedIfNeeded(candidate: string): string {
  return /[\s<>*]/.test(candidate) ? `"${candidate}"` : candidate
}

function verdict(one: Applied, results: Results): Verdict {
  const { gate, left, right } = one
  const names = [...new Set([left.candidate, ...(right ? [right.candidate] : [])])]
  const stop = results.stopped.find(({ candidate }) => names.includes(candidate))
  if (stop !== undefined) return { gate, judgement: 'fail', reason: stoppedReason(stop) }
  const missing = names.find(name => !results.candidates.some(({ id }) => id === name))
  if (missing !== undefined) return { gate, judgement: 'invalid', reason: absent(missing, results) }
  const doubt = names.map(name => distrust(results, name)).find(reason => reason !== undefined)
  if (doubt !== undefined) return { gate, judgement: 'invalid', reason: doubt }
  const find = (name: string): CandidateResult => results.candidates.find(({ id }) => id === name)!
  if (right === undefined) return absolute(one, find(left.candidate))
  return relative(one, { ...left, candidate: find(left.candidate) }, { ...right, candidate: find(right.candidate) })
}

function absent(name: string, results: Results): string {
  const refused = results.refused.find(({ candidate }) => candidate === name)
  if (refused !== undefined) return `${name} was not run: ${refused.reason}`
  return `no candidate ${name} in these results; there is ${results.candidates.map(({ id }) => id).join(', ') || 'none'}`
}

function absolute({ gate, operator, limit, left }: Applied, candidate: CandidateResult): Verdict {
  const estimate = candidate.metrics[left.metric]
  if (estimate === null) return { gate, judgement: 'inconclusive', reason: unknown(candidate.id, left.metric) }
  const judgement = decide(estimate, operator, limit)
  const value = `${label(candidate.id, left.metric)} = ${formatEstimate(left.metric, estimate)}`
  const reason = `${value} ${verdictWords(judgement, operator)} ${formatMetric(left.metric, limit)}${oneRound(estimate)}`
  return { gate, judgement, reason }
}

/** A metric of one candidate. */
interface Side {
  readonly candidate: CandidateResult
  readonly metric: MetricName
}

const series = ({ candidate, metric }: Side): Series => ({ rounds: candidate.rounds, metric })

/** Paired by round. A ratio for latencies, whose noise multiplies; a difference for what may be zero. */
function relative({ gate, operator, limit }: Applied, left: Side, right: Side): Verdict {
  const ratio = metricInfo[left.metric].unit === 'ms' ? ratioOf(series(left), series(right)) : undefined
  if (ratio !== undefined) {
    const judgement = decide(ratio, operator, limit)
    return {
      gate,
      judgement,
      reason: `${ratioReason(left, right, ratio)} ${verdictWords(judgement, operator)} ${limit}${oneRound(ratio)}`,
    }
  }
  const difference = differenceOf(series(left), series(right), limit)
  if (difference === undefined) {
    const side = [left, right].find(({ candidate, metric }) => candidate.metrics[metric] === null) ?? left
    return { gate, judgement: 'inconclusive', reason: unknown(side.candidate.id, side.metric) }
  }
  const judgement = decide(difference, operator, 0)
  const factor = limit === 1 ? '' : `${limit} * `
  const sides = `${named(left)} ${verdictWords(judgement, operator)} ${factor}${named(right)}`
  return {
    gate,
    judgement,
    reason: `${sides}: difference ${formatEstimate(left.metric, difference)}${oneRound(difference)}`,
  }
}

function ratioReason(left: Side, right: Side, ratio: Interval): string {
  const over = `${label(left.candidate.id, left.metric)} / ${label(right.candidate.id, right.metric)}`
  const values = [left, right].map(({ candidate, metric }) => formatMetric(metric, candidate.metrics[metric]!.value))
  return `${over} = ${formatRatio(ratio)} (${values.join(' against ')})`
}

function named({ candidate, metric }: Side): string {
  return `${label(candidate.id, metric)} = ${formatMetric(metric, candidate.metrics[metric]!.value)}`
}

const label = (candidate: string, metric: MetricName): string => `${candidate}.${metricInfo[metric].name}`

const oneRound = ({ low }: Interval): string => (low === null ? ' (one round: no interval, judged by its value)' : '')

function unknown(candidate: string, metric: MetricName): string {
  const why = metricInfo[metric].unit === 'ms' ? ': too few good answers in a round; run longer' : ''
  return `${label(candidate, metric)} cannot be told${why}`
}
