import { inferDifferenceOf, inferRatioOf, type Series } from '../results/comparison.js'
import { inferMetric } from '../results/estimates.js'
import { formatEstimate, formatMetric, formatRatio } from '../results/format-metric.js'
import { estimateOf, variesByFactors } from '../results/metric-key.js'
import type { CandidateResult, Results } from '../results/results.js'
import type { Inference } from '../stats/inference.js'
import { atLeastIn } from './at-least.js'
import { againstBaseline } from './baseline/against-baseline.js'
import type { EarlierRuns } from './baseline/earlier-runs.js'
import type { Cell, CellLimit } from './claims.js'
import { type Finding, isSettled, label, type Settled, type Side, unknown } from './measured.js'
import { distrust, stoppedReason } from './trust.js'
import { withoutErrors } from './unseen-errors.js'

/** Looks up, and compares, what a cell is about. */
export function findingOf(cell: Cell, results: Results, baseline: EarlierRuns | undefined): Finding {
  const finding = measuredOf(cell, results, baseline)
  return isSettled(finding) ? finding : { ...finding, atLeast: atLeastIn(cell, results, baseline) }
}

function measuredOf(cell: Cell, results: Results, baseline: EarlierRuns | undefined): Finding {
  const { left, limit } = cell
  const names = [left.candidate, ...(limit.kind === 'reference' && limit.run === 'this' ? [limit.of.candidate] : [])]
  const unfit = unfitReason([...new Set(names)], results)
  if (unfit !== undefined) return unfit
  const find = (name: string): CandidateResult => results.candidates.find(({ id }) => id === name)!
  const own = { candidate: find(left.candidate), metric: left.metric }
  if (limit.kind === 'number') return absolute(own, limit.value, results.scenario)
  if (limit.run === 'baseline') return againstBaseline(own, limit, { results, baseline })
  return relative(own, { candidate: find(limit.of.candidate), metric: limit.of.metric }, limit)
}

function unfitReason(names: readonly string[], results: Results): Settled | undefined {
  const stop = results.stopped.find(({ candidate }) => names.includes(candidate))
  if (stop !== undefined) return { judgement: 'fail', reason: stoppedReason(stop) }
  const missing = names.find(name => !results.candidates.some(({ id }) => id === name))
  if (missing !== undefined) return { judgement: 'invalid', reason: absent(missing, results) }
  const doubt = names.map(name => distrust(results, name)).find(reason => reason !== undefined)
  return doubt === undefined ? undefined : { judgement: 'invalid', reason: doubt }
}

function absent(name: string, results: Results): string {
  const refused = results.refused.find(({ candidate }) => candidate === name)
  if (refused !== undefined) return `${name} was not run: ${refused.reason}`
  return `no candidate ${name} in these results; there is ${results.candidates.map(({ id }) => id).join(', ') || 'none'}`
}

function absolute({ candidate, metric }: Side, limit: number, { timeoutMs }: Results['scenario']): Finding {
  const inference = inferMetric(candidate.rounds, metric, timeoutMs)
  if (inference === undefined) return unknown({ candidate, metric })
  const name = label({ candidate: candidate.id, metric })
  if (tooFew(inference, [candidate])) return oneLiveRound(`${name} = ${formatMetric(metric, inference.value)}`)
  return {
    inference,
    kind: 'value',
    limit,
    say: (verb, interval) =>
      `${name} = ${formatEstimate(metric, interval)} ${verb} ${formatMetric(metric, limit)}${oneRound(inference)}`,
  }
}

/** Paired by round. A ratio for latencies, whose noise multiplies; a difference for what may be zero, or where something is added. */
function relative(left: Side, right: Side, { factor, plus }: CellLimit & { kind: 'reference' }): Finding {
  const byRatio = variesByFactors(left.metric) && plus === 0
  const ratio = byRatio ? inferRatioOf(series(left), series(right)) : undefined
  const difference = byRatio ? undefined : inferDifferenceOf(series(left), series(right), factor)
  const sides = [left.candidate, right.candidate]
  const inference = ratio ?? (difference && withoutErrors(difference, sides, left.metric))
  if (inference === undefined) {
    return unknown([left, right].find(side => valueAt(side) === undefined) ?? left)
  }
  if (tooFew(inference, sides)) return oneLiveRound(`${named(left)}, ${named(right)}`)
  if (ratio !== undefined) {
    const values = [left, right].map(side => formatMetric(side.metric, valueAt(side)!))
    const over = `${nameOf(left)} / ${nameOf(right)}`
    return {
      inference,
      kind: 'ratio',
      limit: factor,
      say: (verb, interval) =>
        `${over} = ${formatRatio(interval)} (${values.join(' against ')}) ${verb} ${factor}${oneRound(inference)}`,
    }
  }
  const times = factor === 1 ? '' : `${factor} * `
  const more = plus === 0 ? '' : ` + ${formatMetric(left.metric, plus)}`
  return {
    inference,
    kind: 'difference',
    limit: plus,
    say: (verb, interval) =>
      `${named(left)} ${verb} ${times}${named(right)}${more}: difference ${formatEstimate(left.metric, interval)}${oneRound(inference)}`,
  }
}

const valueAt = ({ candidate, metric }: Side): number | undefined => estimateOf(candidate, metric)?.value
const series = ({ candidate, metric }: Side): Series => ({ rounds: candidate.rounds, metric })

/** Virtual time has no noise: its one round says exactly what became of these requests. */
function tooFew({ standardError }: Inference, candidates: readonly CandidateResult[]): boolean {
  return standardError === null && candidates.some(({ world }) => world === 'live')
}

function oneLiveRound(values: string): Settled {
  return {
    judgement: 'inconclusive',
    reason: `${values}, but a single live round tells nothing of its spread; run 3 at least`,
  }
}

const nameOf = ({ candidate, metric }: Side): string => label({ candidate: candidate.id, metric })

function named(side: Side): string {
  return `${nameOf(side)} = ${formatMetric(side.metric, valueAt(side)!)}`
}

const oneRound = ({ standardError }: Inference): string =>
  standardError === null ? ' (one round: no interval, judged by its value)' : ''
