import type { Cause, Outcome } from '../../strategies/strategy.js'
import type { AnswerHead } from './answer-head.js'
import { type AnswerJudge, AnswerRelay } from './answer-relay.js'
import { feedbackIn, noFeedback } from './feedback.js'
import type { PlaneContext } from './plane-context.js'
import { Refusal } from './refusal.js'
import type { Attempt, Failure, TryOwner } from './try-owner.js'
import type { Upstream, UpstreamOwner } from './upstream.js'

/** Rejected answers beyond this are not worth waiting for: a new connection is cheaper. */
const drainBytes = 16 * 1024

/** One request at one backend: sends it, relays the answer, and says how it ended. */
export class BackendTry implements Attempt, UpstreamOwner, AnswerJudge {
  readonly backend: number
  readonly #plane: PlaneContext
  /** Undefined once the try has ended for it; what is left then is to find the end of a rejected answer. */
  #owner: TryOwner | undefined
  #upstream: Upstream | undefined
  #answer: AnswerRelay
  readonly #sentAtMs: number
  #headAtMs = Number.NaN
  #status = 0
  #feedback = noFeedback
  #drained = 0

  constructor(plane: PlaneContext, owner: TryOwner, backend: number, nowMs: number) {
    this.#plane = plane
    this.#owner = owner
    this.backend = backend
    this.#sentAtMs = nowMs
    this.#answer = new AnswerRelay(owner.client, owner.request, this)
    this.#send(plane.pools[backend]!.take(this))
  }

  get name(): string {
    return this.#plane.pools[this.backend]!.destination.name
  }

  get status(): number {
    return this.#status
  }

  get keepsClient(): boolean {
    return this.#answer.keepsClient
  }

  get endVisible(): boolean {
    const { framing } = this.#answer.head!
    return framing !== 'until-close' && !(this.#owner!.request.http10 && framing === 'chunked')
  }

  outcome(cause: Cause, failed: boolean, nowMs: number): Outcome {
    const latencyMs = nowMs - this.#sentAtMs
    const headMs = Number.isNaN(this.#headAtMs) ? latencyMs : this.#headAtMs - this.#sentAtMs
    const { serviceMs, queued } = this.#feedback
    return { cause, failed, status: this.#status, latencyMs, headMs, serviceMs, queued }
  }

  upload(bytes: Buffer): boolean {
    return this.#upstream!.write(bytes)
  }

  uploadEnded(): void {
    this.#upstream!.end()
  }

  resume(): void {
    this.#upstream!.resume()
  }

  cancel(): void {
    this.#owner = undefined
    this.#detach()?.destroy()
  }

  accepts(head: AnswerHead): boolean {
    const nowMs = this.#plane.now()
    this.#headAtMs = nowMs
    this.#status = head.status
    if (this.#plane.feedback) this.#feedback = feedbackIn(head.fields)
    return this.#owner!.accepts(this, nowMs)
  }

  edited(lines: string): string {
    return this.#owner!.edited(this, lines)
  }

  answerBytes(bytes: Buffer, length: number): boolean {
    const answer = this.#answer
    const wasAnswering = answer.head !== undefined
    let flows = true
    try {
      flows = answer.take(bytes, length)
    } catch (fault) {
      if (!(fault instanceof Refusal)) throw fault
      this.#invalid(fault)
      return true
    }
    if (answer.rejected) {
      this.#drain(length)
      return true
    }
    if (!wasAnswering && answer.head !== undefined) this.#owner!.answerBegan(this, this.#headAtMs)
    if (!answer.done) return flows
    const { client } = this.#owner!
    const sentAll = client.requestComplete && this.#upstream!.drained
    this.#complete(answer.head!.keepAlive && !answer.excess && sentAll, wasAnswering)
    return true
  }

  upstreamEnded(): void {
    if (this.#answer.endsByClose()) this.#complete(false, true)
    else {
      const when = this.#answer.heard ? 'in the middle of its answer' : 'without an answer'
      this.#fail('reset', 502, `closed the connection ${when}`)
    }
  }

  upstreamBroke(error: NodeJS.ErrnoException): void {
    this.#fail(this.#upstream!.connected ? 'reset' : 'connect', 502, `failed: ${error.message}`)
  }

  upstreamTimedOut(): void {
    const upstream = this.#upstream!
    const { connectTimeoutMs, readTimeoutMs } = this.#plane
    const waitsForClient = this.#owner?.client.requestComplete === false && upstream.drained && this.#status !== 101
    if (!upstream.connected) this.#fail('connect', 504, `took no connection within ${connectTimeoutMs} ms`)
    else if (waitsForClient || upstream.paused) upstream.rearm()
    else this.#fail('timeout', 504, `${upstream.drained ? 'sent' : 'took'} nothing for ${readTimeoutMs} ms`)
  }

  upstreamDrained(): void {
    this.#owner?.client.allowUpload(true)
  }

  #send(upstream: Upstream): void {
    const { client, sent } = this.#owner!
    this.#upstream = upstream
    client.allowUpload(sent.writeTo(upstream))
  }

  #complete(reusable: boolean, later: boolean): void {
    const upstream = this.#detach()!
    const owner = this.#owner
    this.#owner = undefined
    const nowMs = later ? this.#plane.now() : this.#headAtMs
    if (reusable) this.#plane.pools[this.backend]!.put(upstream, nowMs)
    else upstream.destroy()
    owner?.completed(this, nowMs)
  }

  /** Takes what is left of an answer that nobody wants, so that its connection can be used again. */
  #drain(length: number): void {
    const { head, done, excess } = this.#answer
    const owner = this.#owner
    this.#owner = undefined
    this.#drained += length
    const { contentLength, keepAlive } = head!
    const sentAll = owner === undefined || owner.client.requestComplete
    const worthIt = keepAlive && sentAll && !excess && Math.max(this.#drained, contentLength) <= drainBytes
    if (done || !worthIt) this.#release(worthIt)
    owner?.rejected(this, this.#headAtMs)
  }

  #release(reusable: boolean): void {
    const upstream = this.#detach()!
    if (reusable && upstream.drained) this.#plane.pools[this.backend]!.put(upstream, this.#plane.now())
    else upstream.destroy()
  }

  #invalid(fault: Refusal): void {
    const owner = this.#owner
    if (this.#answer.rejected) {
      this.cancel()
      owner?.rejected(this, this.#headAtMs)
      return
    }
    // A head whose body is broken from its first bytes was none.
    if (this.#answer.head === undefined) this.#status = 0
    this.#fail('invalid', 502, `sent an invalid answer (${fault.message})`)
  }

  #fail(cause: Failure['cause'], status: Failure['status'], what: string): void {
    const upstream = this.#detach()!
    const owner = this.#owner
    const { reused } = upstream
    upstream.destroy()
    if (owner === undefined) return
    if (cause === 'reset' && reused && this.#isStale(owner)) {
      this.#plane.stats.staleRetries++
      this.#answer = new AnswerRelay(owner.client, owner.request, this)
      this.#send(this.#plane.pools[this.backend]!.open(this))
      return
    }
    owner.failed(this, { cause, status, text: `backend ${this.name} ${what}` }, this.#plane.now())
  }

  /**
   * The backend closed a kept-alive connection at the moment we reused it: no fault of anybody, so it is neither counted
   * nor shown. A connection that breaks later was alive, and the request broke it.
   */
  #isStale({ repeatable, sent }: TryOwner): boolean {
    const soon = this.#plane.now() - this.#sentAtMs <= staleWithinMs
    return soon && !this.#answer.heard && repeatable && sent.whole
  }

  #detach(): Upstream | undefined {
    const upstream = this.#upstream
    this.#upstream = undefined
    if (upstream) upstream.owner = undefined
    return upstream
  }
}

/**
 * A close that crossed our request on a loopback or local network is here within a round trip, well below 1 ms; the rest
 * allows for a busy event loop. Without this bound, a backend that resets a request after long work would do it twice.
 */
const staleWithinMs = 5
