import { held, shed } from '../balancer/balancer.js'
import { errorKinds } from '../bench/trial.js'
import { fates, statusOf } from '../model/fate.js'
import { fate as ofFate, row } from '../model/job-table.js'
import type { Outcome } from '../strategies/strategy.js'
import type { Dispatcher } from './dispatcher.js'
import type { Awaiting, Errands } from './errands.js'
import { Hedges } from './hedges.js'
import type { Patience } from './patience.js'
import { type RequestEndOptions, RequestEnds } from './request-ends.js'
import { checkRow, nothing, type RequestTable } from './request-table.js'
import type { TrialSessions } from './trial-sessions.js'
import { Tries, type TriesOptions } from './tries.js'
import { Waiting } from './waiting.js'

type JourneyOptions = RequestEndOptions & TriesOptions

/**
 * Each request's way from its first pick to its one end: tries at backends, one after the other or, with hedging, beside each
 * other, waiting where the balancer holds it, and what its client gets at last.
 */
export class Journeys implements Awaiting {
  /** Requests that have not ended. */
  underWay = 0
  /** Where the balancer acts of its own accord. */
  errands: Errands | undefined
  readonly #requests: RequestTable
  readonly #patience: Patience
  readonly #sessions: TrialSessions | undefined
  readonly #ends: RequestEnds
  readonly #tries: Tries
  readonly #hedges: Hedges
  readonly #waiting = new Waiting()
  #dispatcher!: Dispatcher
  #sifts = false

  constructor(options: JourneyOptions) {
    this.#requests = options.requests
    this.#patience = options.patience
    this.#sessions = options.sessions
    this.#ends = new RequestEnds(options)
    this.#tries = new Tries(options)
    this.#hedges = new Hedges(options.requests)
  }

  set dispatcher(dispatcher: Dispatcher) {
    this.#dispatcher = dispatcher
    this.#tries.dispatcher = dispatcher
    this.#ends.dispatcher = dispatcher
    this.#sifts = dispatcher.sifts
  }

  begin(slot: number, nowMs: number): void {
    this.underWay++
    this.#sessions?.began(slot, nowMs)
    const backend = this.#dispatcher.next(slot, nowMs)
    if (backend < 0) this.#goWithout(slot, backend, 502, nowMs)
    else {
      const refusal = this.#tries.send(slot, slot, backend, nowMs)
      if (refusal !== undefined && this.#goesOn(slot, slot, refusal, 502, nowMs)) this.#send(slot, 502, nowMs)
    }
  }

  /** A backend is through with a job. */
  done(job: number, endMs: number): void {
    const { integers, status: errorStatus } = this.#requests.jobs
    const number = integers[16 * job + row]!
    if (number === nothing) this.#tries.over(job, endMs)
    else if (number === checkRow) this.errands!.checkDone(job, endMs)
    else {
      const fate = integers[16 * job + ofFate]!
      const status = fate === fates.answer ? 200 : statusOf(fate, errorStatus[job]!)
      if (status === undefined) this.#lose(job, endMs)
      else this.#answered(job, status, endMs)
    }
  }

  /** Nothing that is sent there is served for now, and these jobs are over. */
  out(backend: number, lost: readonly number[], atMs: number): void {
    this.#dispatcher.out?.(backend)
    for (const job of lost) {
      const number = this.#requests.row(job)
      if (number === nothing) this.#tries.over(job, atMs)
      else if (number === checkRow) this.errands!.checkLost(job, atMs)
      else this.#lose(job, atMs)
    }
  }

  /** It serves again. */
  back(backend: number, atMs: number): void {
    this.#dispatcher.back?.(backend, atMs)
  }

  resume(slot: number, nowMs: number): void {
    const status = this.#waiting.take(slot)
    if (status > 0) this.#send(slot, status, nowMs)
  }

  hedge(slot: number, nowMs: number): void {
    const silent = this.#requests.row(slot) >= 0 && !this.#waiting.has(slot)
    if (silent && this.#hedges.running(slot).length > 0) this.#send(slot, 502, nowMs)
  }

  /** The client closes its connection, and the balancer those to backends: nobody's failure. */
  giveUp(request: number, nowMs: number): void {
    const running = this.#hedges.running(request)
    for (const job of running) this.#tries.failed(request, job, 'cancelled', nowMs)
    this.#waiting.take(request)
    this.underWay--
    this.#ends.unanswered(request, errorKinds.timeout, running.length > 0 ? 1 : 0, nowMs)
    if (!running.includes(request)) this.#requests.release(request)
    this.#abandon(running, nowMs)
  }

  /** The request goes on elsewhere, in a new slot if this was its own: the job stays in the old one. */
  giveUpOnBackend(job: number, nowMs: number): void {
    const request = this.#hedges.requestOf(job)
    const outcome = this.#tries.failed(request, job, 'timeout', nowMs)
    const alone = this.#isAlone(request, job)
    const again = alone && this.#dispatcher.retries(request, outcome, nowMs)
    const moved = job === request ? this.#move(request) : request
    this.#waiting.excuse(moved, 504)
    this.#abandon([job], nowMs)
    if (again) this.#send(moved, 504, nowMs)
    else if (alone) this.#refuse(moved, 504, nowMs)
  }

  /** Tries the next backend; where there is none, the request ends with this status, unless another try of it runs. */
  #send(request: number, status: number, nowMs: number): void {
    for (let excuse = status; ; excuse = 502) {
      const backend = this.#dispatcher.next(request, nowMs)
      if (backend < 0) {
        this.#goWithout(request, backend, excuse, nowMs)
        return
      }
      const job = this.#sifts ? this.#hedges.slotFor(request) : request
      const refusal = this.#tries.send(request, job, backend, nowMs)
      if (refusal === undefined || !this.#goesOn(request, job, refusal, 502, nowMs)) return
    }
  }

  #goWithout(request: number, answer: number, status: number, nowMs: number): void {
    if (answer === held) this.#waiting.hold(request, status)
    else if (!this.#sifts || this.#hedges.running(request).length === 0)
      this.#refuse(request, answer === shed ? 503 : status, nowMs)
  }

  /** The connection broke before an answer. */
  #lose(job: number, nowMs: number): void {
    const request = this.#hedges.requestOf(job)
    const outcome = this.#tries.failed(request, job, 'reset', nowMs)
    if (this.#goesOn(request, job, outcome, 502, nowMs)) this.#send(request, 502, nowMs)
  }

  /**
   * A try came to nothing, and its backend has it no more. Whether the request is to be sent again; where it is not, and
   * nothing else of it runs or waits, it ends with this status.
   */
  #goesOn(request: number, job: number, outcome: Outcome, status: number, nowMs: number): boolean {
    const alone = this.#isAlone(request, job)
    const again = alone && this.#dispatcher.retries(request, outcome, nowMs)
    this.#tries.left(job, nowMs)
    if (job !== request) this.#free(job)
    if (!alone) this.#waiting.excuse(request, status)
    else if (!again) this.#refuse(request, status, nowMs)
    return again
  }

  #answered(job: number, status: number, nowMs: number): void {
    if (this.#sifts) {
      this.#sift(job, status, nowMs)
      return
    }
    this.#tries.answered(job, job, status, nowMs)
    this.underWay--
    this.#ends.answered(job, job, status, nowMs)
    this.#tries.over(job, nowMs)
  }

  /** The first of several answers is as good as any; a lone one may be one to be tried elsewhere. */
  #sift(job: number, status: number, nowMs: number): void {
    const request = this.#hedges.requestOf(job)
    const alone = this.#isAlone(request, job)
    const losers = this.#hedges.running(request).filter(other => other !== job)
    for (const loser of losers) this.#tries.failed(request, loser, 'cancelled', nowMs)
    const outcome = this.#tries.answered(request, job, status, nowMs)
    if (alone && this.#dispatcher.retries(request, outcome, nowMs)) {
      this.#tries.left(job, nowMs)
      if (job !== request) this.#free(job)
      this.#send(request, 502, nowMs)
      return
    }
    this.#waiting.take(request)
    this.#requests.jobs.integers[16 * job + row] = this.#requests.row(request)
    this.underWay--
    this.#ends.answered(request, job, status, nowMs)
    this.#hedges.forget(job)
    this.#tries.over(job, nowMs)
    if (job !== request && !losers.includes(request)) this.#requests.release(request)
    this.#abandon(losers, nowMs)
  }

  /** Whether nothing else of the request runs or waits. */
  #isAlone(request: number, job: number): boolean {
    if (!this.#sifts) return true
    return !this.#waiting.has(request) && this.#hedges.running(request).every(other => other === job)
  }

  #move(request: number): number {
    const moved = this.#requests.move(request)
    this.#patience.moved(moved)
    this.#dispatcher.move(request, moved)
    this.#hedges.move(request, moved)
    this.#waiting.move(request, moved)
    this.#sessions?.moved(request, moved)
    this.errands?.move(request, moved)
    return moved
  }

  /** The slot of a try beside others is not needed any more. */
  #free(job: number): void {
    this.#hedges.forget(job)
    this.#requests.release(job)
  }

  #abandon(jobs: readonly number[], nowMs: number): void {
    for (const job of jobs) {
      this.#hedges.forget(job)
      this.#tries.abandon(job, nowMs)
    }
  }

  /** Ends with an answer of the balancer's own. */
  #refuse(request: number, status: number, nowMs: number): void {
    this.underWay--
    this.#ends.unanswered(request, status, 0, nowMs)
    this.#requests.release(request)
  }
}
