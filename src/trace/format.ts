/**
 * The text of a decision trace, one event a line in the order of virtual time, a section a trial:
 *
 *     lbbench trace 1 {"candidate":"lc","round":0,"backends":["b1","b2"]}
 *     > ROW TRY BACKEND MS        request ROW goes to a backend for the TRY-th time (from 1)
 *     < ROW STATUS BACKEND MS     request ROW ends: HTTP status or `errorKinds` value; backend -1 where none answered
 *     = REQUESTS                  the trial is over
 *
 * Rows and backends count from 0. Times are the shortest text that reads back as the same number. Sections joined are a trace.
 */

/** Which trial a section of a trace is about. */
export interface TraceLabel {
  readonly candidate: string
  /** From 0. */
  readonly round: number
}

export interface TraceHeader extends TraceLabel {
  /** Names, by index. */
  readonly backends: readonly string[]
}

/** One line of a section, read. */
export type TraceEvent =
  | {
      readonly kind: 'decided'
      readonly row: number
      readonly attempt: number
      readonly backend: number
      readonly atMs: number
    }
  | {
      readonly kind: 'ended'
      readonly row: number
      readonly status: number
      readonly backend: number
      readonly atMs: number
    }

/** How every section begins; the number is the version of the format. */
export const sectionMark = 'lbbench trace 1 '

/** All lines of this file end in a line feed. */
export function headerLine({ candidate, round, backends }: TraceHeader): string {
  return `${sectionMark}${JSON.stringify({ candidate, round, backends })}\n`
}

export function decidedLine(row: number, attempt: number, backend: number, atMs: number): string {
  return `> ${row} ${attempt} ${backend} ${atMs}\n`
}

export function endedLine(row: number, status: number, backend: number, atMs: number): string {
  return `< ${row} ${status} ${backend} ${atMs}\n`
}

/** The end of a section; one without it was cut off. */
export function lastLine(requests: number): string {
  return `= ${requests}\n`
}

/** Undefined where the line is no header. */
export function parseHeader(line: string): TraceHeader | undefined {
  if (!line.startsWith(sectionMark)) return undefined
  try {
    const { candidate, round, backends } = JSON.parse(line.slice(sectionMark.length)) as TraceHeader
    const complete = typeof candidate === 'string' && Number.isSafeInteger(round) && Array.isArray(backends)
    return complete ? { candidate, round, backends } : undefined
  } catch {
    return undefined
  }
}

/** Undefined where the line is no event. */
export function parseEvent(line: string): TraceEvent | undefined {
  const [, mark, first, second, third, ms] = /^([<>]) (\d+) (\d+) (-1|\d+) (-?\d\S*)$/.exec(line) ?? []
  const atMs = Number(ms)
  if (mark === undefined || Number.isNaN(atMs)) return undefined
  const [row, number, backend] = [Number(first), Number(second), Number(third)]
  return mark === '>'
    ? { kind: 'decided', row, attempt: number, backend, atMs }
    : { kind: 'ended', row, status: number, backend, atMs }
}
