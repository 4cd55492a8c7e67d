import { LbbenchError } from '../../errors.js'
import { nearest } from '../../nearest.js'
import { infoOf, type MetricKey, titleOf } from '../../results/metric-key.js'
import { metricNames } from '../../results/results.js'
import { parseShare } from '../../units.js'
import { drillMetric, incidentReference } from '../incident-reference.js'
import { gateMetrics } from '../parse-gate.js'
import { parseQuantity } from '../quantity.js'
import { tokens, type Word } from '../tokens.js'
import { isRelative, type Target } from './target.js'

/**
 * Reads what `--until` says:
 *
 *     target ::= [ incident "." ] metric ( "+-" | "+/-" | "±" ) reach
 *     reach  ::= of a latency or a rate: a share of it, "5%"; of a share: points, "0.1%"; of an index: a number, "0.01"
 *
 * @param incidents names of those there are
 * @throws LbbenchError USAGE with the place in the text
 */
export function parseTarget(text: string, incidents: readonly string[] = []): Target {
  const wrong = faultIn(text)
  const sign = /\+\/?-|±/.exec(text)
  if (sign === null) throw wrong(afterFirstWord(text), 'expected +- and how tight it is to become, such as +-5%')
  const at = text.search(/\S/)
  const metric = metricOf(text.slice(at, sign.index).trim(), at, { incidents, wrong })
  const rest = text.slice(sign.index + sign[0].length)
  const reachAt = sign.index + sign[0].length + Math.max(0, rest.search(/\S/))
  try {
    return { text: text.trim(), metric, reach: reachOf(rest.trim(), metric) }
  } catch (error) {
    throw wrong(reachAt, (error as Error).message)
  }
}

/** The second word, or the end where there is none. */
function afterFirstWord(text: string): number {
  return /^\s*\S+\s+(?=\S)/.exec(text)?.[0].length ?? text.trimEnd().length
}

type Fault = (at: number, expected: string) => LbbenchError

interface Context {
  readonly incidents: readonly string[]
  readonly wrong: Fault
}

function metricOf(name: string, at: number, { incidents, wrong }: Context): MetricKey {
  const found = gateMetrics.get(name === 'p99.9' ? 'p999' : name) ?? metricNames.find(metric => metric === name)
  const metric = found ?? ofIncident(name, at, { incidents, wrong })
  if (metric === undefined) throw wrong(at, unknown(name))
  if (infoOf(metric).unit === 'count')
    throw wrong(at, `${name} is a count; take a latency, a rate, a share or an index`)
  return metric
}

/** Undefined where it is no metric of incidents. */
function ofIncident(name: string, at: number, { incidents, wrong }: Context): MetricKey | undefined {
  const [word] = tokens(name)
  const drill = word?.kind === 'word' ? drillMetric(word.metric) : undefined
  if (drill === undefined) return undefined
  const read = incidentReference(word as Word, drill, { incidents, otherwise: undefined })
  if ('wrong' in read) throw wrong(at + read.at, read.wrong)
  if (read.candidate === undefined) return read.metric
  throw wrong(at, `write ${titleOf(read.metric)} alone: it is about every comparison of the run`)
}

function unknown(name: string): string {
  if (name === '') return 'expected a metric such as p99'
  const metric = name.slice(name.lastIndexOf('.') + 1)
  if (name.includes('.') && gateMetrics.has(metric))
    return `write ${metric} alone: it is about every comparison of the run`
  const guess = nearest(name, [...gateMetrics.keys()])
  return `unknown metric "${name}"; ${guess === undefined ? `metrics: ${[...gateMetrics.keys()].join(', ')}` : `did you mean "${guess}"?`}`
}

function reachOf(text: string, metric: MetricKey): number {
  const { unit } = infoOf(metric)
  if (isRelative(unit) && !/^[\d.]+ ?%$/.test(text))
    throw new Error(`expected a share of the ${titleOf(metric)}, such as 5%`)
  const reach = isRelative(unit) ? parseShare(text) : parseQuantity(text, unit)
  if (!(reach > 0)) throw new Error('expected more than 0: no number of rounds is exact')
  return reach
}

function faultIn(text: string): Fault {
  return (at, expected) => {
    const message = `--until "${text}", column ${at + 1}: ${expected}\n  ${text}\n  ${' '.repeat(at)}^`
    return new LbbenchError('USAGE', message, 'for example: p99 +-5%, errorRate +-0.1%')
  }
}
