import type { FleetModel } from '../model/fleet-model.js'
import { arrivedMs, backend as atBackend, startMs } from '../model/job-table.js'
import { freshOutcome } from '../strategies/outcome.js'
import type { Cause, Outcome } from '../strategies/strategy.js'
import type { Dispatcher } from './dispatcher.js'
import type { Sink } from './observer.js'
import type { Patience } from './patience.js'
import { nothing, type RequestTable } from './request-table.js'
import type { TrialSessions } from './trial-sessions.js'

export interface TriesOptions {
  readonly requests: RequestTable
  readonly fleet: FleetModel
  readonly patience: Patience
  readonly sink: Sink
  /** Where there are sessions. */
  readonly sessions?: TrialSessions | undefined
}

/** Requests at backends, each try from when it is sent to when its backend has no more to do with it. */
export class Tries {
  readonly #requests: RequestTable
  readonly #fleet: FleetModel
  readonly #patience: Patience
  readonly #sink: Sink
  readonly #sessions: TrialSessions | undefined
  #dispatcher!: Dispatcher
  /** One record each for all answers and all else: cause and failure need not be written again and again. */
  readonly #answer = freshOutcome()
  readonly #other = { ...freshOutcome(), failed: true, status: 0 }

  constructor({ requests, fleet, patience, sink, sessions }: TriesOptions) {
    this.#requests = requests
    this.#fleet = fleet
    this.#patience = patience
    this.#sink = sink
    this.#sessions = sessions
  }

  set dispatcher(dispatcher: Dispatcher) {
    this.#dispatcher = dispatcher
  }

  /** Where the backend is down its port refuses the connection: then the try has ended, and its outcome is returned. */
  send(request: number, job: number, backend: number, nowMs: number): Outcome | undefined {
    const { jobs } = this.#requests
    if (this.#sink.hearsDecisions) this.#sink.decided(jobs, request, backend, nowMs, this.#dispatcher.attempt(request))
    this.#patience.sent(job, nowMs)
    this.#sessions?.sent(request, job)
    if (this.#fleet.admit(backend, job, nowMs) !== 'down') return undefined
    jobs.integers[16 * job + atBackend] = backend
    jobs.doubles[8 * job + arrivedMs] = nowMs
    return this.failed(request, job, 'connect', nowMs)
  }

  /** Answered, with whatever status; the job is with its backend until `left`. */
  answered(request: number, job: number, status: number, nowMs: number): Outcome {
    const { doubles, integers } = this.#requests.jobs
    const backend = integers[16 * job + atBackend]!
    const outcome = this.#answer
    const latencyMs = nowMs - doubles[8 * job + arrivedMs]!
    outcome.status = status
    outcome.latencyMs = latencyMs
    outcome.headMs = latencyMs
    outcome.serviceMs = nowMs - doubles[8 * job + startMs]!
    outcome.queued = this.#fleet.waiting(backend)
    this.#patience.tryEnded(job)
    this.#dispatcher.ended(request, backend, outcome, nowMs)
    return outcome
  }

  /** Ended without an answer. */
  failed(request: number, job: number, cause: Exclude<Cause, 'answer'>, nowMs: number): Outcome {
    const { doubles, integers } = this.#requests.jobs
    const outcome = this.#other
    const latencyMs = nowMs - doubles[8 * job + arrivedMs]!
    outcome.cause = cause
    outcome.failed = cause !== 'cancelled'
    outcome.latencyMs = latencyMs
    outcome.headMs = latencyMs
    this.#patience.tryEnded(job)
    this.#dispatcher.ended(request, integers[16 * job + atBackend]!, outcome, nowMs)
    return outcome
  }

  /** The backend has the job no more. */
  left(job: number, nowMs: number): void {
    const { integers } = this.#requests.jobs
    const backend = integers[16 * job + atBackend]!
    integers[16 * job + atBackend] = nothing
    this.#dispatcher.left?.(backend, nowMs)
  }

  /** As `left`, and the slot is free. */
  over(job: number, nowMs: number): void {
    this.left(job, nowMs)
    this.#requests.release(job)
  }

  /** Nobody waits for this job. It is worked off all the same, unless its connection was not accepted yet. */
  abandon(job: number, nowMs: number): void {
    this.#requests.abandon(job)
    if (this.#fleet.withdraw(job, nowMs)) this.over(job, nowMs)
  }
}
