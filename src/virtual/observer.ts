import { arrivedMs, client, dueMs, type JobTable, row, startMs } from '../model/job-table.js'
import { sessionEnds } from '../model/sessions.js'

/** One request, ended. Times in ms from the start of measuring. */
export interface EndedRequest {
  /** From 0, in the order of the workload. */
  readonly row: number
  readonly dueMs: number
  readonly doneMs: number
  /** As in `TrialRecord.status`. */
  readonly status: number
  /** That answered; -1 where none did. */
  readonly backend: number
  readonly client: number
  /** NaN where no backend answered. */
  readonly queueMs: number
  readonly appMs: number
  /** Backends tried. */
  readonly tries: number
  /** A `sessionEnds` value, and the time at the store, ms, NaN for none; of no meaning where there are no sessions. */
  readonly session: number
  readonly storeMs: number
}

/** A request goes to a backend. */
export interface Decision {
  readonly row: number
  /** 1 for the first try. */
  readonly attempt: number
  readonly backend: number
  /** Virtual time, ms. */
  readonly atMs: number
}

/** Who watches a trial, event by event, in the order of virtual time. */
export interface Observer {
  decided?(decision: Decision): void
  ended?(request: EndedRequest): void
}

/** What the trial itself calls: positional numbers, no records, for this runs millions of times a second. */
export interface Sink {
  /** Whether it wants to hear of decisions. */
  readonly hearsDecisions: boolean
  /** @param jobs valid for this slot during the call; of its last try, if a backend answered */
  decided(jobs: JobTable, slot: number, backend: number, atMs: number, tries: number): void
  ended(jobs: JobTable, slot: number, status: number, backend: number, doneMs: number, tries: number): void
}

/** The sink first, then everybody else. */
export function observedBy(sink: Sink, observers: readonly Observer[]): Sink {
  const hearsEnds = observers.some(observer => observer.ended !== undefined)
  return {
    hearsDecisions: observers.some(observer => observer.decided !== undefined),
    decided(jobs, slot, backend, atMs, attempt) {
      const decision = { row: jobs.integers[16 * slot + row]!, attempt, backend, atMs }
      for (const observer of observers) observer.decided?.(decision)
    },
    ended(jobs, slot, status, backend, doneMs, tries) {
      sink.ended(jobs, slot, status, backend, doneMs, tries)
      if (!hearsEnds) return
      const beganMs = backend < 0 ? Number.NaN : jobs.doubles[8 * slot + startMs]!
      const request = {
        row: jobs.integers[16 * slot + row]!,
        dueMs: jobs.doubles[8 * slot + dueMs]!,
        doneMs,
        status,
        backend,
        client: jobs.integers[16 * slot + client]!,
        queueMs: beganMs - jobs.doubles[8 * slot + arrivedMs]!,
        appMs: doneMs - beganMs,
        tries,
        session: backend < 0 ? sessionEnds.none : jobs.session[slot]!,
        storeMs: backend < 0 ? Number.NaN : jobs.storeMs[slot]!,
      }
      for (const observer of observers) observer.ended?.(request)
    },
  }
}
