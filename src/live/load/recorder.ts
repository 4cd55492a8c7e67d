import type { TrialRecord } from '../../bench/trial.js'
import type { Workload } from '../../model/workload.js'
import type { AnswerHead } from './answer-head.js'
import type { BackendNames } from './backend-names.js'

/** Fills the columns of a trial. Times are on the trial's clock: ms, 0 is the start of measuring. */
export class Recorder {
  readonly #record: TrialRecord
  readonly #backends: BackendNames

  /** @param sessions whether there are any */
  constructor(workload: Workload, backends: BackendNames, sessions = false) {
    this.#record = emptyRecord(workload, sessions)
    this.#backends = backends
  }

  due(row: number, dueMs: number): void {
    this.#record.dueMs[row] = dueMs
  }

  dueMs(row: number): number {
    return this.#record.dueMs[row]
  }

  client(row: number): number {
    return this.#record.client[row]
  }

  wasSent(row: number): boolean {
    return !Number.isNaN(this.#record.sentMs[row])
  }

  /** Last write wins: a request the kernel refused goes out on a second try. */
  sent(row: number, nowMs: number): void {
    this.#record.sentMs[row] = nowMs
  }

  answerHead(row: number, head: AnswerHead): void {
    const record = this.#record
    if (head.backend !== undefined) record.backend[row] = this.#backends.indexOf(head.backend)
    record.queueMs[row] = head.queueMs
    record.appMs[row] = head.appMs
    record.idealMs[row] = head.idealMs
    record.tries[row] = head.tries
    if (record.sessions !== undefined) record.sessions.storeMs[row] = head.storeMs
  }

  /**
   * @param status HTTP status or a value of `errorKinds`. Throws where the row has ended before: that would count one
   * fault twice.
   */
  end(row: number, status: number, nowMs: number): void {
    if (this.hasEnded(row)) throw new Error(`row ${row} ended twice: ${this.#record.status[row]}, then ${status}`)
    this.#record.status[row] = status
    this.#record.doneMs[row] = nowMs
  }

  /** @param end a `sessionEnds` value */
  sessionEnd(row: number, end: number): void {
    this.#record.sessions!.end[row] = end
  }

  hasEnded(row: number): boolean {
    return this.#record.status[row] !== 0
  }

  /** All rows as they are being filled, not a copy. */
  get rows(): TrialRecord {
    return this.#record
  }

  /** The first `rows` rows, in arrays of their own. */
  taken(rows: number): TrialRecord {
    const all = this.#record
    return {
      size: rows,
      dueMs: all.dueMs.slice(0, rows),
      sentMs: all.sentMs.slice(0, rows),
      doneMs: all.doneMs.slice(0, rows),
      status: all.status.slice(0, rows),
      backend: all.backend.slice(0, rows),
      client: all.client.slice(0, rows),
      queueMs: all.queueMs.slice(0, rows),
      appMs: all.appMs.slice(0, rows),
      idealMs: all.idealMs.slice(0, rows),
      tries: all.tries.slice(0, rows),
      ...(all.sessions && {
        sessions: { end: all.sessions.end.slice(0, rows), storeMs: all.sessions.storeMs.slice(0, rows) },
      }),
    }
  }
}

function emptyRecord(workload: Workload, sessions: boolean): TrialRecord {
  const { size } = workload
  const unknown = (): Float64Array => new Float64Array(size).fill(Number.NaN)
  return {
    size,
    dueMs: workload.dueMs.slice(0, size),
    sentMs: unknown(),
    doneMs: unknown(),
    status: new Uint16Array(size),
    backend: new Int16Array(size).fill(-1),
    client: workload.client.slice(0, size),
    queueMs: unknown(),
    appMs: unknown(),
    idealMs: unknown(),
    tries: new Uint8Array(size),
    ...(sessions && { sessions: { end: new Uint8Array(size), storeMs: unknown() } }),
  }
}
