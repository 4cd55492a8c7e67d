import { LbbenchError } from '../errors.js'
import { complies, type Operator } from '../gate/gate.js'
import { parseGate } from '../gate/parse-gate.js'
import { formatMetric } from '../results/format-metric.js'
import { metricInfo } from '../results/metric-info.js'
import { type MetricKey, titleOf } from '../results/metric-key.js'
import type { MetricName } from '../results/results.js'
import { isCensored } from './censored.js'

/** A service level objective: an upper limit on one metric. */
export interface Slo {
  /** As written. */
  readonly text: string
  readonly metric: MetricName
  readonly operator: Operator
  /** In the metric's own unit. */
  readonly limit: number
}

/**
 * Reads "p99 <= 200ms" or "errorRate < 1%": a gate without a candidate, whose metric gets worse as the rate goes up.
 * @throws LbbenchError USAGE
 */
export function parseSlo(text: string): Slo {
  const { left, operator, right } = gateOf(text)
  const wrong = (what: string): LbbenchError => new LbbenchError('USAGE', `--slo "${text}": ${what}`, example)
  if (left.who.kind === 'one') throw wrong(`it holds for every candidate; leave out "${left.who.candidate}."`)
  if (left.who.kind !== 'all') throw wrong('it holds for every candidate; leave out "any."')
  if (right.kind !== 'number') throw wrong('expected a limit that is a number, such as 200ms')
  const { metric } = left
  if (!isSearchable(metric)) throw wrong(`${titleOf(metric)} is nothing that a higher rate wears out; take ${names}`)
  if (operator.startsWith('>')) throw wrong('expected an upper limit, <= or <')
  return { text: text.trim(), metric, operator, limit: right.value }
}

/** Why one round does not meet the objective, in a few words; undefined where it does. */
export function violation(
  { metric, operator, limit }: Slo,
  metrics: Readonly<Record<MetricName, number | null>>,
): string | undefined {
  const name = metricInfo[metric].name
  if (isCensored(metric, metrics.timeoutRate)) {
    return `${formatMetric('timeoutRate', metrics.timeoutRate!)} of the clients give up, so ${name} lies beyond their timeout`
  }
  const value = metrics[metric]
  if (value === null) return `${name} cannot be told`
  return complies(value, operator, limit) ? undefined : `${name} is ${formatMetric(metric, value)}`
}

const searchable: readonly MetricName[] = ['p50Ms', 'p90Ms', 'p99Ms', 'p999Ms', 'meanMs', 'errorRate', 'timeoutRate']
const isSearchable = (metric: MetricKey): metric is MetricName => searchable.some(one => one === metric)
const names = searchable.map(metric => metricInfo[metric].name).join(', ')
const example = "for example: --slo 'p99 <= 200ms', --slo 'errorRate < 1%'"

function gateOf(text: string): ReturnType<typeof parseGate> {
  try {
    return parseGate(text)
  } catch (error) {
    if (!(error instanceof LbbenchError)) throw error
    throw new LbbenchError('USAGE', error.message.replace(/^gate/, '--slo'), example)
  }
}
