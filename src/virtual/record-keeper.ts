import type { TrialRecord } from '../bench/trial.js'
import type { EndedRequest, Observer } from './observer.js'

/** Keeps a row a request, where somebody asked for it: 67 bytes each. */
export class RecordKeeper implements Observer {
  #size = 0
  #record: TrialRecord

  /** @param sessions whether there are any */
  constructor(sessions = false) {
    this.#record = emptyRecord(1024, sessions)
  }

  ended(request: EndedRequest): void {
    const { row, dueMs, doneMs, status, backend, client, queueMs, appMs, tries } = request
    if (row >= this.#record.size) this.#record = grown(this.#record, 2 * (row + 1))
    const record = this.#record
    record.dueMs[row] = dueMs
    record.sentMs[row] = dueMs
    record.doneMs[row] = doneMs
    record.status[row] = status
    record.backend[row] = backend
    record.client[row] = client
    record.queueMs[row] = queueMs
    record.appMs[row] = appMs
    record.idealMs[row] = queueMs + appMs
    record.tries[row] = Math.min(255, tries)
    if (record.sessions !== undefined) {
      record.sessions.end[row] = request.session
      record.sessions.storeMs[row] = request.storeMs
    }
    this.#size = Math.max(this.#size, row + 1)
  }

  /** All rows begun have ended. */
  record(): TrialRecord {
    return grown(this.#record, this.#size)
  }
}

function emptyRecord(size: number, sessions: boolean): TrialRecord {
  return {
    size,
    dueMs: new Float64Array(size),
    sentMs: new Float64Array(size),
    doneMs: new Float64Array(size),
    status: new Uint16Array(size),
    backend: new Int16Array(size),
    client: new Int32Array(size),
    queueMs: new Float64Array(size),
    appMs: new Float64Array(size),
    idealMs: new Float64Array(size),
    tries: new Uint8Array(size),
    ...(sessions && { sessions: { end: new Uint8Array(size), storeMs: new Float64Array(size) } }),
  }
}

/** The same rows in columns of another length, longer or shorter. */
function grown(from: TrialRecord, size: number): TrialRecord {
  const to = emptyRecord(size, from.sessions !== undefined)
  const rows = Math.min(from.size, size)
  to.dueMs.set(from.dueMs.subarray(0, rows))
  to.sentMs.set(from.sentMs.subarray(0, rows))
  to.doneMs.set(from.doneMs.subarray(0, rows))
  to.status.set(from.status.subarray(0, rows))
  to.backend.set(from.backend.subarray(0, rows))
  to.client.set(from.client.subarray(0, rows))
  to.queueMs.set(from.queueMs.subarray(0, rows))
  to.appMs.set(from.appMs.subarray(0, rows))
  to.idealMs.set(from.idealMs.subarray(0, rows))
  to.tries.set(from.tries.subarray(0, rows))
  if (from.sessions !== undefined) {
    to.sessions!.end.set(from.sessions.end.subarray(0, rows))
    to.sessions!.storeMs.set(from.sessions.storeMs.subarray(0, rows))
  }
  return to
}
