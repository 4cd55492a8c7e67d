import { randomBytes } from 'node:crypto'
import { appendFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { TrialPlan, TrialSpan } from '../../../bench/engine.js'
import type { RunPlan } from '../../../bench/plan.js'
import { cannotWrite } from '../../../cannot-write.js'
import { monotonicMs } from '../../../live/clock.js'
import type { Io } from '../../io.js'
import { ownVersion } from '../../version.js'
import { otlpLine } from './otlp.js'
import { RunSpans } from './run-spans.js'

/** Where a run leaves its spans. */
export interface Spans {
  /** Undefined where nobody wants them. */
  readonly of: ((trial: TrialPlan) => TrialSpan) | undefined
  /** @param failure undefined where the run went well */
  ended(failure: unknown): void
}

/**
 * Empties the file before anything runs, and writes each span to it as soon as it has ended.
 * @param file below the current folder; undefined where nothing is to be written
 * @throws LbbenchError OUTPUT where it cannot be written; later too, where the disk is full
 */
export function openSpans(file: string | undefined, plan: RunPlan, io: Io): Spans {
  if (file === undefined) return { of: undefined, ended: () => undefined }
  const path = resolve(io.cwd, file)
  const attempt = (write: () => void): void => {
    try {
      write()
    } catch (error) {
      throw cannotWrite(`cannot write the spans ${path}`, error as Error, 'name another file with --otlp-file')
    }
  }
  attempt(() => writeFileSync(path, ''))
  const head = { traceId: randomBytes(16).toString('hex'), version: ownVersion() }
  const epochMs = io.now().getTime() - monotonicMs()
  const spans = new RunSpans({
    plan,
    nowMs: () => epochMs + monotonicMs(),
    fromMonotonic: ms => epochMs + ms,
    newId: () => randomBytes(8).toString('hex'),
    write: ended => attempt(() => appendFileSync(path, otlpLine(head, ended))),
  })
  return { of: trial => spans.trial(trial), ended: failure => spans.ended(failure) }
}
