import { client, dueMs, row } from './request-table.js'

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
  /** @param facts of `RequestTable`, valid for this slot during the call */
  decided(facts: Float64Array, slot: number, backend: number, atMs: number, tries: number): void
  ended(
    facts: Float64Array,
    slot: number,
    status: number,
    backend: number,
    queueMs: number,
    appMs: number,
    doneMs: number,
    tries: number,
  ): void
}

/** The sink first, then everybody else. */
export function observedBy(sink: Sink, observers: readonly Observer[]): Sink {
  return {
    hearsDecisions: observers.some(observer => observer.decided !== undefined),
    decided(facts, slot, backend, atMs, attempt) {
      const decision = { row: facts[8 * slot + row]!, attempt, backend, atMs }
      for (const observer of observers) observer.decided?.(decision)
    },
    ended(facts, slot, status, backend, queueMs, appMs, doneMs, tries) {
      sink.ended(facts, slot, status, backend, queueMs, appMs, doneMs, tries)
      const [number, due, who] = [facts[8 * slot + row]!, facts[8 * slot + dueMs]!, facts[8 * slot + client]!]
      const request = { row: number, dueMs: due, doneMs, status, backend, client: who, queueMs, appMs, tries }
      for (const observer of observers) observer.ended?.(request)
    },
  }
}
