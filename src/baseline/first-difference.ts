import { createHash } from 'node:crypto'
import { inflateRawSync } from 'node:zlib'
import { LbbenchError } from '../errors.js'
import { type PackedDecision, unpackDecisions } from '../trace/decision-log.js'
import type { DecisionLog } from './baseline.js'

/** Where two trials on the same requests part. */
export interface FirstDifference {
  /** From 0, in the order of the workload. */
  readonly row: number
  /** What each decided at that point; undefined where it decided nothing any more. */
  readonly before: PackedDecision | undefined
  readonly after: PackedDecision | undefined
}

/**
 * The first decision on which two logs part; `alike` where there is none, `somewhere` where one of them was not kept.
 * @throws LbbenchError RESULTS_FILE where a log is damaged
 */
export function firstDifference(before: DecisionLog, after: DecisionLog): FirstDifference | 'alike' | 'somewhere' {
  if (before.sha256 === after.sha256) return 'alike'
  const [bytesBefore, bytesAfter] = [bytesOf(before), bytesOf(after)]
  if (bytesBefore === undefined || bytesAfter === undefined) return 'somewhere'
  const [earlier, later] = [unpackDecisions(bytesBefore), unpackDecisions(bytesAfter)]
  for (;;) {
    const [one, other] = [earlier.next().value, later.next().value]
    if (one === undefined && other === undefined) return 'alike'
    if (one === undefined || other === undefined || !same(one, other)) {
      // Where one decides on another request than the other, the request it skipped is what they part on.
      const rows = [one?.row, other?.row].filter(row => row !== undefined)
      return { row: Math.min(...rows), before: one, after: other }
    }
  }
}

const same = (a: PackedDecision, b: PackedDecision): boolean =>
  a.row === b.row && a.attempt === b.attempt && a.backend === b.backend

function bytesOf(log: DecisionLog): Uint8Array | undefined {
  if (log.deflated === null) return undefined
  try {
    const bytes = inflateRawSync(Buffer.from(log.deflated, 'base64'))
    if (createHash('sha256').update(bytes).digest('hex') === log.sha256) return bytes
  } catch {
    // Falls through: what cannot be unpacked is as damaged as what unpacks to something else.
  }
  const message = `the decisions of ${log.candidate} in round ${log.round + 1} are damaged: their SHA-256 is another one`
  throw new LbbenchError('RESULTS_FILE', message, 'were they edited? save the baseline again from its run')
}
