import { LbbenchError } from '../errors.js'
import type { TraceFile, TraceSection } from './trace-file.js'

export interface TrialPair {
  readonly a: TraceSection
  readonly b: TraceSection
}

export interface Pairing {
  /** At least one, in the order of A. */
  readonly pairs: readonly TrialPair[]
  readonly onlyInA: readonly TraceSection[]
  readonly onlyInB: readonly TraceSection[]
}

/**
 * Which trial of B to hold against which of A: the same candidate in the same round; where both have but one candidate, the same
 * round, whatever its name: two strategies, or two versions of one, side by side.
 * @throws LbbenchError USAGE where no two belong together
 */
export function pairTrials(a: TraceFile, b: TraceFile): Pairing {
  const byRound = candidatesOf(a).size === 1 && candidatesOf(b).size === 1
  const keyOf = ({ header }: TraceSection): string => `${header.round} ${byRound ? '' : header.candidate}`
  const inB = new Map(b.sections.map(section => [keyOf(section), section]))
  const keysOfA = new Set(a.sections.map(keyOf))
  const pairs = a.sections.flatMap(section => {
    const other = inB.get(keyOf(section))
    return other === undefined ? [] : [{ a: section, b: other }]
  })
  if (pairs.length === 0) throw nothingInCommon(a, b)
  return {
    pairs,
    onlyInA: a.sections.filter(section => !inB.has(keyOf(section))),
    onlyInB: b.sections.filter(section => !keysOfA.has(keyOf(section))),
  }
}

function candidatesOf({ sections }: TraceFile): Set<string> {
  return new Set(sections.map(({ header }) => header.candidate))
}

function nothingInCommon(a: TraceFile, b: TraceFile): LbbenchError {
  const listed = (trace: TraceFile): string => `${trace.path} has ${[...candidatesOf(trace)].join(', ')}`
  const hint = `${listed(a)}; ${listed(b)}: trace one candidate each to hold two different ones against each other`
  return new LbbenchError('USAGE', 'the traces have no trial in common', hint)
}
