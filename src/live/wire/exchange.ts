import type { Flight } from '../../balancer/balancer.js'
import { AnswerRelay, type AnswerSide } from './answer-relay.js'
import type { PlaneContext } from './plane-context.js'
import { Refusal } from './refusal.js'
import type { RequestHead } from './request-head.js'
import { SentRequest } from './sent-request.js'
import type { Upstream, UpstreamOwner } from './upstream.js'

/** The client, as an exchange needs it. */
export interface ExchangeClient extends AnswerSide {
  /** As the Flight sees it. */
  readonly address: string
  /** The peer's own address, appended to X-Forwarded-For. */
  readonly peer: string
  /** Stop or go on reading the request's body. */
  allowUpload(allowed: boolean): void
  /** What the client sent after its request, taken out. */
  takeEarly(): Buffer | undefined
  /** The exchange ended with an answer of our own. */
  answered(status: number, cause: string, tries: number): void
  /** The exchange ended, the answer is written. */
  finished(keepAlive: boolean): void
  /** The exchange ended in the middle of the answer; `visible` where closing alone tells the client. */
  cut(visible: boolean): void
}

/**
 * One request's way through the data plane: asks its Flight for a backend, sends, relays the answer, and tries again as
 * nginx's `proxy_next_upstream error timeout` would. Every try is reported to the Flight exactly once.
 */
export class Exchange implements UpstreamOwner {
  readonly #plane: PlaneContext
  readonly #client: ExchangeClient
  readonly #request: RequestHead
  readonly #sent: SentRequest
  #flight: Flight | undefined
  #upstream: Upstream | undefined
  #answer: AnswerRelay | undefined
  #backend = -1
  #sentAtMs = 0

  constructor(plane: PlaneContext, client: ExchangeClient, request: RequestHead) {
    this.#plane = plane
    this.#client = client
    this.#request = request
    const before = request.fields.forwardedFor
    this.#sent = new SentRequest(request, before === '' ? client.peer : `${before}, ${client.peer}`, plane.hostName)
  }

  get started(): boolean {
    return this.#flight !== undefined
  }

  /** The final answer's head has reached the client. */
  get answering(): boolean {
    return this.#answer?.head !== undefined
  }

  /** The backend answered 101: the client's bytes are no requests any more. */
  get switched(): boolean {
    return this.#answer?.head?.status === 101
  }

  /** The first try; body bytes that are here already leave with the head. */
  start(): void {
    this.#plane.stats.requests++
    this.#flight = this.#plane.open({ client: this.#client.address, path: this.#request.target }, 0)
    this.#tryNext(502, 'no backend is available')
  }

  /** Bytes of the request's body, or of a switched connection. */
  upload(bytes: Buffer): void {
    if (!this.switched) this.#sent.add(bytes)
    if (this.#upstream && !this.#upstream.write(bytes)) this.#client.allowUpload(false)
  }

  /** The client of a switched connection closed its side. */
  uploadEnded(): void {
    this.#upstream?.end()
  }

  clientDrained(): void {
    this.#upstream?.resume()
  }

  /** The client went away, or its request turned out broken: nobody waits for an answer. nginx logs 499. */
  abandon(): void {
    this.#detach()?.destroy()
    this.#endTry(false)
  }

  answerBytes(bytes: Buffer, length: number): boolean {
    const answer = this.#answer!
    const wasAnswering = this.answering
    let flows = true
    try {
      flows = answer.take(bytes, length)
    } catch (fault) {
      if (!(fault instanceof Refusal)) throw fault
      this.#fail(502, `sent an invalid answer (${fault.message})`)
      return true
    }
    if (!wasAnswering && this.switched) this.#switch()
    if (!answer.done) return flows
    const sentAll = this.#client.requestComplete && this.#upstream!.drained
    this.#complete(answer, answer.head!.keepAlive && !answer.excess && sentAll)
    return true
  }

  upstreamEnded(): void {
    if (this.#answer!.endsByClose()) this.#complete(this.#answer!, false)
    else
      this.#fail(
        502,
        this.#answer!.heard
          ? 'closed the connection in the middle of its answer'
          : 'closed the connection without an answer',
      )
  }

  upstreamBroke(error: NodeJS.ErrnoException): void {
    this.#fail(502, `failed: ${error.message}`)
  }

  upstreamTimedOut(): void {
    const upstream = this.#upstream!
    const waitsForClient = !this.#client.requestComplete && upstream.drained
    if (!upstream.connected) this.#fail(504, `took no connection within ${this.#plane.connectTimeoutMs} ms`)
    else if ((waitsForClient && !this.switched) || upstream.paused) upstream.rearm()
    else this.#fail(504, `${upstream.drained ? 'sent' : 'took'} nothing for ${this.#plane.readTimeoutMs} ms`)
  }

  upstreamDrained(): void {
    this.#client.allowUpload(true)
  }

  /** From here both sides speak another protocol, and bytes are bytes. */
  #switch(): void {
    this.#client.allowUpload(true)
    const early = this.#client.takeEarly()
    if (early) this.upload(early)
  }

  #tryNext(status: 502 | 504, cause: string): void {
    const nowMs = this.#plane.now()
    this.#backend = this.#flight!.next(nowMs)
    if (this.#backend < 0) {
      this.#client.answered(status, cause, this.#flight!.tries)
      return
    }
    this.#sentAtMs = nowMs
    this.#sendOver(this.#plane.pools[this.#backend]!.take(this))
  }

  #sendOver(upstream: Upstream): void {
    this.#upstream = upstream
    this.#answer = new AnswerRelay(this.#client, this.#request, this.#flight!.tries)
    this.#client.allowUpload(this.#sent.writeTo(upstream))
  }

  #complete(answer: AnswerRelay, reusable: boolean): void {
    const upstream = this.#detach()!
    const nowMs = this.#plane.now()
    if (reusable) this.#plane.pools[this.#backend]!.put(upstream, nowMs)
    else upstream.destroy()
    this.#endTry(false, nowMs)
    this.#client.finished(answer.keepsClient)
  }

  #fail(status: 502 | 504, what: string): void {
    const upstream = this.#detach()!
    const answer = this.#answer!
    const { connected, reused } = upstream
    upstream.destroy()
    if (status === 502 && reused && this.#isStale(answer)) {
      this.#plane.stats.staleRetries++
      this.#sendOver(this.#plane.pools[this.#backend]!.open(this))
      return
    }
    const cause = `backend ${this.#plane.pools[this.#backend]!.destination.name} ${what}`
    // A switched connection that falls silent or breaks says nothing about the backend's health.
    this.#endTry(!this.switched)
    if (answer.head !== undefined) this.#cut(answer)
    else if (this.#sent.whole && (this.#sent.repeatable || !connected)) this.#tryNext(status, cause)
    else this.#client.answered(status, cause, this.#flight!.tries)
  }

  /**
   * The backend closed a kept-alive connection at the moment we reused it: no fault of anybody, so it is neither counted
   * nor shown. A connection that breaks later was alive, and the request broke it.
   */
  #isStale(answer: AnswerRelay): boolean {
    const soon = this.#plane.now() - this.#sentAtMs <= staleWithinMs
    return soon && !answer.heard && this.#sent.repeatable && this.#sent.whole
  }

  #cut(answer: AnswerRelay): void {
    this.#plane.stats.cutAnswers++
    this.#client.cut(
      answer.head!.framing !== 'until-close' && !(this.#request.http10 && answer.head!.framing === 'chunked'),
    )
  }

  #detach(): Upstream | undefined {
    const upstream = this.#upstream
    this.#upstream = undefined
    if (upstream) upstream.owner = undefined
    return upstream
  }

  /** Reports the current try, if one is under way. */
  #endTry(failed: boolean, nowMs = this.#plane.now()): void {
    const backend = this.#backend
    if (backend < 0 || !this.#flight) return
    const status = this.#answer?.head?.status ?? 0
    this.#backend = -1
    const latencyMs = nowMs - this.#sentAtMs
    const cause = failed ? 'reset' : 'answer'
    this.#flight.ended(
      backend,
      { cause, failed, status, latencyMs, headMs: latencyMs, serviceMs: NaN, queued: NaN },
      nowMs,
    )
  }
}

/**
 * A close that crossed our request on a loopback or local network is here within a round trip, well below 1 ms; the rest
 * allows for a busy event loop. Without this bound, a backend that resets a request after long work would do it twice.
 */
const staleWithinMs = 5
