import type { Dispatcher, RequestEnd } from './dispatcher.js'
import type { Sink } from './observer.js'
import type { Patience } from './patience.js'
import { nothing, type RequestTable } from './request-table.js'
import type { TrialSessions } from './trial-sessions.js'

export interface RequestEndOptions {
  readonly requests: RequestTable
  readonly patience: Patience
  readonly sink: Sink
  /** Where there are sessions. */
  readonly sessions?: TrialSessions | undefined
  /** As of `TrialRunOptions`. */
  readonly ended?: (nowMs: number) => void
}

/** The one end of each request: told, and counted. Slots are the caller's to release. */
export class RequestEnds {
  readonly #requests: RequestTable
  readonly #patience: Patience
  readonly #sink: Sink
  readonly #sessions: TrialSessions | undefined
  readonly #ended: ((nowMs: number) => void) | undefined
  readonly #end: RequestEnd = { backend: nothing, lastTry: 0 }
  #dispatcher!: Dispatcher

  constructor({ requests, patience, sink, sessions, ended }: RequestEndOptions) {
    this.#requests = requests
    this.#patience = patience
    this.#sink = sink
    this.#sessions = sessions
    this.#ended = ended
  }

  set dispatcher(dispatcher: Dispatcher) {
    this.#dispatcher = dispatcher
  }

  /** The client gets the answer of this try. */
  answered(request: number, job: number, status: number, nowMs: number): void {
    this.#end.backend = this.#requests.backend(job)
    this.#end.lastTry = 1
    this.#sessions?.answered(request, job)
    this.#tell(request, job, status, nowMs)
    if (job !== request) this.#requests.abandon(job)
  }

  /**
   * The client gets no answer of a backend.
   * @param lastTry as of `RequestEnd`
   */
  unanswered(request: number, status: number, lastTry: 0 | 1, nowMs: number): void {
    this.#end.backend = nothing
    this.#end.lastTry = lastTry
    this.#tell(request, request, status, nowMs)
  }

  #tell(request: number, job: number, status: number, nowMs: number): void {
    const { backend } = this.#end
    const tries = this.#dispatcher.close(request, this.#end, nowMs)
    this.#sink.ended(this.#requests.jobs, job, status, backend, nowMs, tries)
    this.#patience.ended(request)
    this.#requests.abandon(request)
    this.#ended?.(nowMs)
  }
}
