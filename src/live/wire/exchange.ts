import { type Flight, held, shed } from '../../balancer/balancer.js'
import { isRepeatable } from '../../balancer/requests/repeatable.js'
import type { Outcome } from '../../strategies/strategy.js'
import { headers } from '../protocol.js'
import { triesField } from './answer-relay.js'
import { BackendTry } from './backend-try.js'
import type { ExchangeClient } from './exchange-client.js'
import { feedbackField } from './feedback.js'
import type { Awaiting, Balancing, PlaneContext } from './plane-context.js'
import type { RequestHead } from './request-head.js'
import { SentRequest } from './sent-request.js'
import type { Attempt, Failure, TryOwner } from './try-owner.js'

/**
 * One request's way through the data plane: asks its Flight for a backend, tries it, relays the answer, and tries again
 * where the Flight says so. Every try is reported to the Flight exactly once, and the Flight is closed at the end. Usually
 * one try runs; hedging adds others, and whose answer begins first is the one the client gets.
 */
export class Exchange implements TryOwner, Awaiting {
  readonly client: ExchangeClient
  readonly request: RequestHead
  readonly sent: SentRequest
  readonly repeatable: boolean
  readonly #plane: PlaneContext
  readonly #cookie: string
  #balancing: Balancing | undefined
  #flight: Flight | undefined
  #ticket = -1
  #running: readonly Attempt[] = none
  /** Whose answer the client gets, once its head is on the way. */
  #winner: Attempt | undefined
  /** Held by the balancer; a try may run meanwhile. */
  #waits = false
  #heldSinceMs = Number.NaN
  /** How long it was held in all, without a try under way. */
  #heldMs = 0
  /** When its head was here; only where somebody watches. */
  #beganMs = Number.NaN
  /** What the client is told where there is no further try. */
  #excuse: Pick<Failure, 'status' | 'text'> = { status: 502, text: 'no backend is available' }

  constructor(plane: PlaneContext, client: ExchangeClient, request: RequestHead) {
    this.#plane = plane
    this.client = client
    this.request = request
    this.repeatable = isRepeatable(request.method)
    const { kept, forwardedFor: before } = request.fields
    const found = plane.session?.takeFrom(kept)
    this.#cookie = found === undefined ? '' : found.value
    const lines = found === undefined ? kept : found.lines
    const forwardedFor = before === '' ? client.peer : `${before}, ${client.peer}`
    const added = plane.feedback ? feedbackField : ''
    this.sent = new SentRequest(request, { lines, forwardedFor, host: plane.hostName, added })
  }

  get started(): boolean {
    return this.#flight !== undefined
  }

  /** The final answer's head has reached the client. */
  get answering(): boolean {
    return this.#winner !== undefined
  }

  /** The backend answered 101: the client's bytes are no requests any more. */
  get switched(): boolean {
    return this.#winner?.status === 101
  }

  get held(): boolean {
    return this.#waits
  }

  /** The first try; body bytes that are here already leave with the head. */
  start(): void {
    const { client, request, repeatable } = this
    this.#plane.stats.requests++
    this.#balancing = this.#plane.balancing()
    if (this.#balancing.watch !== undefined) this.#beganMs = this.#plane.now()
    this.#ticket = this.#plane.tickets.take(this)
    const seen = { client: client.address, path: request.target, cookie: this.#cookie, repeatable }
    this.#flight = this.#balancing.open(seen, this.#ticket)
    this.#tryNext()
  }

  resume(): void {
    if (!this.#waits) return
    this.#waits = false
    if (this.#running.length === 0) this.#heldMs += this.#plane.now() - this.#heldSinceMs
    this.#tryNext()
  }

  /** Two backends can have the same request only while all of it is here. */
  hedge(): void {
    const silent = this.#running.length > 0 && this.#winner === undefined && !this.#waits
    if (silent && this.sent.whole && this.client.requestComplete) this.#tryNext()
  }

  /** Bytes of the request's body, or of a switched connection. */
  upload(bytes: Buffer): void {
    if (!this.switched) this.sent.add(bytes)
    for (const attempt of this.#running) if (!attempt.upload(bytes)) this.client.allowUpload(false)
  }

  /** The client of a switched connection closed its side. */
  uploadEnded(): void {
    this.#winner?.uploadEnded()
  }

  clientDrained(): void {
    for (const attempt of this.#running) attempt.resume()
  }

  /** The client went away, or its request turned out broken: nobody waits for an answer. nginx logs 499. */
  abandon(): void {
    if (!this.#flight) return
    const nowMs = this.#plane.now()
    this.#cancelAllBut(undefined, nowMs)
    this.#close(this.#winner?.backend ?? -1, clientGone, nowMs)
  }

  /** With other tries under way the first answer is as good as any; alone, its status may be one to be tried elsewhere. */
  accepts(attempt: Attempt, nowMs: number): boolean {
    if (!this.#plane.retriesStatuses || this.#running.length > 1 || this.#waits) return true
    if (attempt.status === 101 || !this.sent.whole) return true
    return !this.#flight!.retries(attempt.outcome('answer', false, nowMs), nowMs)
  }

  edited(attempt: Attempt, lines: string): string {
    const waited = this.#heldMs === 0 ? '' : `${headers.waited}: ${this.#heldMs.toFixed(3)}\r\n`
    const ours = triesField(this.#flight!.tries) + waited
    const { session } = this.#plane
    if (session === undefined) return lines + ours
    const cookie = this.#flight!.cookieFor(attempt.backend)
    return session.without(lines) + (cookie === undefined ? '' : session.field(cookie)) + ours
  }

  answerBegan(attempt: Attempt, nowMs: number): void {
    this.#winner = attempt
    this.#waits = false
    if (this.#running.length > 1) this.#cancelAllBut(attempt, nowMs)
    if (this.switched) this.#switch()
  }

  rejected(attempt: Attempt, nowMs: number): void {
    this.#end(attempt, 'answer', nowMs)
    this.#excuse = { status: 502, text: `no other backend is available: ${attempt.name} answered ${attempt.status}` }
    this.#tryNext()
  }

  completed(attempt: Attempt, nowMs: number): void {
    this.#end(attempt, 'answer', nowMs)
    this.#close(attempt.backend, attempt.status, nowMs)
    this.client.finished(attempt.keepsClient)
  }

  failed(attempt: Attempt, failure: Failure, nowMs: number): void {
    // A switched connection that falls silent or breaks says nothing about the backend's health.
    const failed = !this.switched
    const outcome = attempt.outcome(failed ? failure.cause : 'answer', failed, nowMs)
    this.#forget(attempt)
    this.#tell(attempt, outcome, nowMs)
    this.#excuse = failure
    if (this.#winner !== undefined) this.#cut(attempt, nowMs)
    else if (this.#running.length > 0 || this.#waits) this.#balancing!.settle()
    else if (this.sent.whole && this.#flight!.retries(outcome, nowMs)) this.#tryNext()
    else this.#answerAlone(failure.status, failure.text, nowMs)
  }

  /** From here both sides speak another protocol, and bytes are bytes. */
  #switch(): void {
    this.client.allowUpload(true)
    const early = this.client.takeEarly()
    if (early) this.upload(early)
  }

  #tryNext(): void {
    const nowMs = this.#plane.now()
    const backend = this.#flight!.next(nowMs)
    if (backend >= 0) this.#try(backend, nowMs)
    else if (backend === held) this.#hold(nowMs)
    else if (this.#running.length === 0) this.#goWithout(backend, nowMs)
    this.#balancing!.settle()
  }

  #try(backend: number, nowMs: number): void {
    const attempt = new BackendTry(this.#plane, this, backend, nowMs)
    this.#running = this.#running.length === 0 ? [attempt] : [...this.#running, attempt]
  }

  /** No more of the body is read, so that all of it that came can still be sent. A client that leaves is noticed. */
  #hold(nowMs: number): void {
    this.#waits = true
    this.#heldSinceMs = nowMs
    if (this.#running.length === 0) this.client.allowUpload(this.client.requestComplete)
  }

  #goWithout(answer: number, nowMs: number): void {
    const { status, text } = this.#excuse
    if (answer === shed) this.#answerAlone(503, 'over a limit of the balancer', nowMs)
    else this.#answerAlone(status, text, nowMs)
  }

  #answerAlone(status: number, cause: string, nowMs: number): void {
    const { tries } = this.#flight!
    this.#close(-1, status, nowMs)
    this.client.answered(status, cause, tries)
  }

  #cut(attempt: Attempt, nowMs: number): void {
    this.#plane.stats.cutAnswers++
    this.#close(attempt.backend, attempt.status, nowMs)
    this.client.cut(attempt.endVisible)
  }

  #cancelAllBut(winner: Attempt | undefined, nowMs: number): void {
    for (const attempt of this.#running) {
      if (attempt === winner) continue
      attempt.cancel()
      this.#end(attempt, 'cancelled', nowMs)
    }
  }

  #end(attempt: Attempt, cause: 'answer' | 'cancelled', nowMs: number): void {
    this.#forget(attempt)
    this.#tell(attempt, attempt.outcome(cause, false, nowMs), nowMs)
  }

  #tell({ backend }: Attempt, outcome: Outcome, nowMs: number): void {
    this.#flight!.ended(backend, outcome, nowMs)
    this.#balancing!.watch?.tryEnded(backend, outcome.cause)
  }

  #forget(attempt: Attempt): void {
    this.#running = this.#running.length === 1 ? none : this.#running.filter(other => other !== attempt)
  }

  #close(backend: number, status: number, nowMs: number): void {
    this.#balancing!.watch?.requestEnded(backend, status, nowMs - this.#beganMs)
    this.#flight!.close(nowMs)
    this.#plane.tickets.release(this.#ticket)
    this.#balancing!.settle()
  }
}

const none: readonly Attempt[] = []

/** As nginx logs it. */
const clientGone = 499
