import { LbbenchError } from '../errors.js'
import { nearest } from '../nearest.js'
import { metricInfo } from '../results/metric-info.js'
import { infoOf, type MetricKey, titleOf } from '../results/metric-key.js'
import { type MetricName, metricNames } from '../results/results.js'
import type { Gate, Limit, Reference, Who } from './gate.js'
import { incidentReference, partMetric, partMetrics } from './incident-reference.js'
import { parseQuantity, parseRatio } from './quantity.js'
import { type Token, tokens, type Word } from './tokens.js'

/**
 * Reads a gate:
 *
 *     gate      ::= reference operator limit
 *     operator  ::= "<=" | "<" | ">=" | ">"
 *     limit     ::= quantity | [ factor "*" ] term [ "+" quantity ]
 *     term      ::= reference | "baseline" [ "." reference ]
 *     reference ::= [ who "." ] metric | [ who "." ] [ incident "." ] incident-metric
 *     who       ::= "all" | "any" | candidate
 *     candidate ::= as in --strategies; in double quotes where it holds a space, "*", "<" or ">"
 *     metric    ::= "p50" | "p90" | "p99" | "p99.9" | "mean" | "errorRate" | ... (metric-info.ts) | its name in results.json
 *     incident  ::= as named in the scenario | "scaling"
 *     incident-metric ::= "detection" | "recovery" | "hurt" | "clientsHurt" | ... (drill-info.ts, scaling-info.ts) | its name in results.json
 *     quantity  ::= number with the metric's unit: "250ms", "1%", "200/s"; bare for indices and counts
 *     factor    ::= number above 0
 *
 * Nobody on the left: `all`. Nobody on the right: the same one as on the left; a bare "baseline" is its metric as well. No incident:
 * the only one there is; on the right, that of the left. What may name an incident or a candidate names the incident.
 * @param incidents names of those there are
 * @throws LbbenchError GATE_SYNTAX with the place in the text
 */
export function parseGate(text: string, incidents: readonly string[] = []): Gate {
  const [first, operator, ...rest] = tokens(text)
  const wrong = faultIn(text)
  const context = { incidents, wrong }
  if (first?.kind !== 'word') throw wrong(first, 'expected a metric such as p99 or rr.p99')
  if (isBaseline(first)) throw wrong(first, 'a baseline stands on the right, as in p99 <= 1.1 * baseline')
  const left = reference(first, 'all', context)
  if (operator?.kind !== 'operator') throw wrong(operator, 'expected <=, <, >= or >')
  return { text, left, operator: operator.text, right: limit(rest, left, context) }
}

/** Metrics by the names that gates use. */
export const gateMetrics: ReadonlyMap<string, MetricName> = new Map(
  metricNames.map(name => [metricInfo[name].name, name]),
)

type Fault = (token: Token | undefined, expected: string, at?: number) => LbbenchError

interface Context {
  readonly incidents: readonly string[]
  readonly wrong: Fault
}

function limit(rest: readonly Token[], left: Reference, context: Context): Limit {
  const { wrong } = context
  const [first, second] = rest
  const { unit } = infoOf(left.metric)
  if (first?.kind === 'number' && second?.kind === 'times') {
    const factor = number(first, parseRatio, wrong)
    if (rest[2]?.kind !== 'word') throw wrong(rest[2], 'expected a metric of a candidate after "*", such as rr.p99')
    return related(rest.slice(2), { factor, left, ...context })
  }
  if (first?.kind === 'word') return related(rest, { factor: 1, left, ...context })
  if (first?.kind !== 'number') throw wrong(first, 'expected a limit such as 250ms or 0.9 * rr.p99')
  if (second?.kind === 'word' && /^[\d.]+$/.test(first.text))
    throw wrong(
      second,
      `expected the end of the gate, or "*" before "${second.text}", as in ${first.text} * ${second.text}`,
    )
  const value = number(first, given => parseQuantity(given, unit), wrong)
  if (second !== undefined) throw wrong(second, 'expected the end of the gate')
  return { kind: 'number', value }
}

interface Relation extends Context {
  readonly factor: number
  readonly left: Reference
}

/** A term, and what is added to it. */
function related([term, plus, added, extra]: readonly Token[], relation: Relation): Limit {
  const { factor, left, wrong } = relation
  const word = term as Word
  const run = isBaseline(word) ? 'baseline' : 'this'
  const of = run === 'this' ? onTheRight(word, relation) : inBaseline(word, relation)
  const { unit } = infoOf(left.metric)
  if (infoOf(of.metric).unit !== unit) throw wrong(word, mixed(left.metric, of.metric), word.metricAt)
  if (left.who.kind === 'any' && (of.who.kind === 'all' || of.who.kind === 'any'))
    throw wrong(word, 'only one side can be about several candidates where the other says "any"')
  const limit = { kind: 'reference', factor, run, of } as const
  if (plus === undefined) return { ...limit, plus: 0 }
  if (plus.kind !== 'plus') throw wrong(plus, 'expected the end of the gate')
  if (added?.kind !== 'number') throw wrong(added, 'expected what to add, such as 0.1% or 2ms')
  if (extra !== undefined) throw wrong(extra, 'expected the end of the gate')
  return { ...limit, plus: number(added, given => parseQuantity(given, unit), wrong) }
}

/** "baseline", "baseline.p99", "baseline.lc.p99". */
const isBaseline = ({ candidate, metric }: Word): boolean =>
  candidate === undefined ? metric === 'baseline' : /^baseline(\.|$)/.test(candidate)

function inBaseline(word: Word, relation: Relation): Reference {
  if (word.candidate === undefined) return { who: { kind: 'same' }, metric: relation.left.metric }
  const candidate = word.candidate === 'baseline' ? undefined : word.candidate.slice('baseline.'.length)
  const found = onTheRight({ ...word, candidate }, relation)
  if (found.who.kind !== 'all' && found.who.kind !== 'any') return found
  throw relation.wrong(word, 'name one candidate of the baseline, or none for the same one')
}

function onTheRight(word: Word, { left, ...context }: Relation): Reference {
  const { metric } = left
  return reference(word, 'same', { ...context, otherwise: typeof metric === 'string' ? undefined : metric.incident })
}

function mixed(left: MetricKey, right: MetricKey): string {
  return `${titleOf(left)} and ${titleOf(right)} have different units`
}

function number(token: Token, read: (text: string) => number, wrong: Fault): number {
  try {
    return read(token.text)
  } catch (error) {
    throw wrong(token, (error as Error).message)
  }
}

interface Looking extends Context {
  /** The incident that is meant where none is named. */
  readonly otherwise?: string | undefined
}

/** @param nobody who is meant where nobody is named */
function reference(word: Word, nobody: 'all' | 'same', { incidents, otherwise, wrong }: Looking): Reference {
  const { metric, candidate } = word
  const found = gateMetrics.get(metric === 'p99.9' ? 'p999' : metric) ?? metricNames.find(name => name === metric)
  if (found !== undefined && word.incident === undefined) return { who: who(candidate, nobody), metric: found }
  const drill = partMetric(metric)
  if (drill === undefined) throw wrong(word, unknownMetric(word, incidents), word.metricAt)
  const read = incidentReference(word, drill, { incidents, otherwise })
  if ('wrong' in read) throw wrong(word, read.wrong, read.at)
  return { who: who(read.candidate, nobody), metric: read.metric }
}

function unknownMetric({ incident, metric }: Word, incidents: readonly string[]): string {
  const all = [...gateMetrics.keys(), ...(incidents.length === 0 ? [] : partMetrics.keys())]
  const guess = nearest(metric, all)
  const said = incident === undefined ? metric : `${incident}.${metric}`
  return `unknown metric "${said}"; ${guess === undefined ? `metrics: ${all.join(', ')}` : `did you mean "${guess}"?`}`
}

function who(candidate: string | undefined, nobody: 'all' | 'same'): Who {
  if (candidate === undefined) return { kind: nobody }
  return candidate === 'all' || candidate === 'any' ? { kind: candidate } : { kind: 'one', candidate }
}

function faultIn(text: string): Fault {
  return (token, expected, at = token?.at ?? text.trimEnd().length) => {
    const message = `gate "${text}", column ${at + 1}: ${expected}\n  ${text}\n  ${' '.repeat(at)}^`
    return new LbbenchError('GATE_SYNTAX', message, 'for example: p99 <= 250ms, errorRate < 1%, lc.p99 <= 0.9 * rr.p99')
  }
}
