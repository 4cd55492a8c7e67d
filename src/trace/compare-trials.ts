import { LbbenchError } from '../errors.js'
import { parseEvent, type TraceEvent } from './format.js'
import type { TrialPair } from './pair-trials.js'
import type { TraceFile, TraceSection } from './trace-file.js'

/** Where two trials part. */
export interface Parting {
  /** The request they part on, from 0 in the order of the workload. */
  readonly row: number
  /** Requests that were over by then, alike in all they did, and those that were under way. */
  readonly ended: number
  readonly underWay: number
}

/**
 * Reads two trials side by side, up to the first event that is not the same: the earlier of the two events that differ says
 * which request parts, for the other trial knows nothing of it at that time. Backends are compared by name.
 * @returns undefined where the trials are alike
 * @throws LbbenchError RESULTS_FILE where a line is no event
 */
export async function firstParting(a: TraceFile, b: TraceFile, pair: TrialPair): Promise<Parting | undefined> {
  const [linesA, linesB] = [a.eventsOf(pair.a), b.eventsOf(pair.b)]
  const same = sameEvent(pair)
  let [begun, ended] = [0, 0]
  for (;;) {
    if (linesA.spent) await linesA.fill()
    if (linesB.spent) await linesB.fill()
    const [lineA, lineB] = [linesA.take(), linesB.take()]
    if (lineA === undefined && lineB === undefined) return undefined
    if (lineA === undefined || lineB === undefined || !same(lineA, lineB)) {
      const row = earlierRow(eventOf(lineA, a.path), eventOf(lineB, b.path))
      return { row, ended, underWay: begun - ended }
    }
    if (lineA[0] === '<') ended++
    begun = Math.max(begun, rowOf(lineA) + 1)
  }
}

/** All that happened to one request in a trial. */
export async function eventsOfRow(trace: TraceFile, section: TraceSection, row: number): Promise<TraceEvent[]> {
  const lines = trace.eventsOf(section)
  const events: TraceEvent[] = []
  for (;;) {
    if (lines.spent) await lines.fill()
    const line = lines.take()
    if (line === undefined) return events
    if (rowOf(line) !== row) continue
    const event = eventOf(line, trace.path)!
    events.push(event)
    if (event.kind === 'ended') return events
  }
}

/** Lines are compared as text where the backends' numbers mean the same. */
function sameEvent({ a, b }: TrialPair): (lineA: string, lineB: string) => boolean {
  const [namesA, namesB] = [a.header.backends, b.header.backends]
  if (namesA.length === namesB.length && namesA.every((name, i) => name === namesB[i])) return (x, y) => x === y
  return (x, y) => named(x, namesA) === named(y, namesB)
}

function named(line: string, names: readonly string[]): string {
  const parts = line.split(' ')
  parts[3] = names[Number(parts[3])] ?? 'none'
  return parts.join(' ')
}

/** "> 17 1 0 3.5": 17. Read for every line, so without a pattern. */
function rowOf(line: string): number {
  return Number(line.slice(2, line.indexOf(' ', 2)))
}

function eventOf(line: string | undefined, path: string): TraceEvent | undefined {
  if (line === undefined) return undefined
  const event = parseEvent(line)
  if (event === undefined)
    throw new LbbenchError(
      'RESULTS_FILE',
      `${path}: "${line.slice(0, 60)}" is no event`,
      'was it edited? trace the run again',
    )
  return event
}

function earlierRow(a: TraceEvent | undefined, b: TraceEvent | undefined): number {
  if (a === undefined || b === undefined) return (a ?? b)!.row
  if (a.atMs !== b.atMs) return a.atMs < b.atMs ? a.row : b.row
  return Math.min(a.row, b.row)
}
