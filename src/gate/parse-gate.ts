import { LbbenchError } from '../errors.js'
import { nearest } from '../nearest.js'
import { metricInfo } from '../results/metric-info.js'
import { type MetricName, metricNames } from '../results/results.js'
import type { Gate, Limit, Reference } from './gate.js'
import { parseQuantity, parseRatio } from './quantity.js'
import { type Token, tokens, type Word } from './tokens.js'

/**
 * Reads a gate:
 *
 *     gate      ::= reference operator limit
 *     operator  ::= "<=" | "<" | ">=" | ">"
 *     limit     ::= quantity | [ factor "*" ] reference
 *     reference ::= [ candidate "." ] metric
 *     candidate ::= as in --strategies; in double quotes where it holds a space, "*", "<" or ">"
 *     metric    ::= "p50" | "p90" | "p99" | "p99.9" | "mean" | "errorRate" | ... (metric-info.ts) | its name in results.json
 *     quantity  ::= number with the metric's unit: "250ms", "1%", "200/s"; bare for indices and counts
 *     factor    ::= number above 0
 *
 * No candidate on the left: the gate holds for each one. None on the right: the same one as on the left.
 * @throws LbbenchError GATE_SYNTAX with the place in the text
 */
export function parseGate(text: string): Gate {
  const [first, operator, ...rest] = tokens(text)
  const wrong = faultIn(text)
  if (first?.kind !== 'word') throw wrong(first, 'expected a metric such as p99 or rr.p99')
  const left = reference(first, wrong)
  if (operator?.kind !== 'operator') throw wrong(operator, 'expected <=, <, >= or >')
  return { text, left, operator: operator.text, right: limit(rest, left.metric, wrong) }
}

/** Metrics by the names that gates use. */
export const gateMetrics: ReadonlyMap<string, MetricName> = new Map(
  metricNames.map(name => [metricInfo[name].name, name]),
)

type Fault = (token: Token | undefined, expected: string, at?: number) => LbbenchError

function limit(rest: readonly Token[], metric: MetricName, wrong: Fault): Limit {
  const [first, second, third] = rest
  const unit = metricInfo[metric].unit
  const scaled = first?.kind === 'number' && second?.kind === 'times'
  const named = scaled ? third : first
  const extra = rest[scaled ? 3 : 1]
  if (named?.kind === 'word') {
    const of = reference(named, wrong)
    if (metricInfo[of.metric].unit !== unit) throw wrong(named, mixed(metric, of.metric), named.metricAt)
    if (extra !== undefined) throw wrong(extra, 'expected the end of the gate')
    return { kind: 'reference', factor: scaled ? number(first, parseRatio, wrong) : 1, of }
  }
  if (scaled) throw wrong(named, 'expected a metric of a candidate after "*", such as rr.p99')
  if (first?.kind !== 'number') throw wrong(first, 'expected a limit such as 250ms or 0.9 * rr.p99')
  const value = number(first, given => parseQuantity(given, unit), wrong)
  if (extra !== undefined) throw wrong(extra, 'expected the end of the gate')
  return { kind: 'number', value }
}

function mixed(left: MetricName, right: MetricName): string {
  return `${metricInfo[left].name} and ${metricInfo[right].name} have different units`
}

function number(token: Token, read: (text: string) => number, wrong: Fault): number {
  try {
    return read(token.text)
  } catch (error) {
    throw wrong(token, (error as Error).message)
  }
}

function reference({ candidate, metric, metricAt, ...token }: Word, wrong: Fault): Reference {
  const found = gateMetrics.get(metric === 'p99.9' ? 'p999' : metric) ?? metricNames.find(name => name === metric)
  if (found !== undefined) return { candidate, metric: found }
  const guess = nearest(metric, [...gateMetrics.keys()])
  const suggestion = guess === undefined ? `metrics: ${[...gateMetrics.keys()].join(', ')}` : `did you mean "${guess}"?`
  throw wrong({ candidate, metric, metricAt, ...token }, `unknown metric "${metric}"; ${suggestion}`, metricAt)
}

function faultIn(text: string): Fault {
  return (token, expected, at = token?.at ?? text.trimEnd().length) => {
    const message = `gate "${text}", column ${at + 1}: ${expected}\n  ${text}\n  ${' '.repeat(at)}^`
    return new LbbenchError('GATE_SYNTAX', message, 'for example: p99 <= 250ms, errorRate < 1%, lc.p99 <= 0.9 * rr.p99')
  }
}
