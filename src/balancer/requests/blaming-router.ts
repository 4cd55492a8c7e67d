import type { Outcome } from '../../strategies/strategy.js'
import type { RoutedRequest } from '../balancer.js'
import type { Tiers } from '../tiers.js'
import type { Router } from './router.js'

/**
 * nginx counts an answer of 5xx as a failure of its backend where it is tried elsewhere, and only there. Whether it is may be
 * known before the try has ended, when the head arrives, or after.
 *
 * Source: nginx src/http/ngx_http_upstream.c (ngx_http_upstream_test_next, ngx_http_upstream_next).
 */
export class BlamingRouter implements Router {
  readonly #inner: Router
  readonly #tiers: Tiers
  /** Status of the answer that will not be used, by ticket: its try has not ended. */
  readonly #dropped = new Map<number, number>()
  /** The try that ended last, while its request has not gone on. */
  #lastTicket = Number.NaN
  #lastBackend = 0

  constructor(inner: Router, tiers: Tiers) {
    this.#inner = inner
    this.#tiers = tiers
  }

  pick(request: RoutedRequest, tried: readonly number[], nowMs: number): number {
    if (request.ticket === this.#lastTicket) this.#lastTicket = Number.NaN
    return this.#inner.pick(request, tried, nowMs)
  }

  retries(request: RoutedRequest, tried: readonly number[], outcome: Outcome, nowMs: number): boolean {
    if (!this.#inner.retries(request, tried, outcome, nowMs)) return false
    if (outcome.cause !== 'answer') return true
    if (request.ticket === this.#lastTicket) {
      this.#tiers.blame(this.#lastBackend, nowMs)
      // One backend less may be one too few: in panic others come back.
      this.#inner.poolChanged(nowMs)
    } else this.#dropped.set(request.ticket, outcome.status)
    return true
  }

  ended(backend: number, outcome: Outcome, nowMs: number, ticket: number): void {
    this.#lastTicket = ticket
    this.#lastBackend = backend
    if (this.#dropped.size > 0 && this.#dropped.get(ticket) === outcome.status) {
      this.#dropped.delete(ticket)
      this.#inner.ended(backend, { ...outcome, failed: true }, nowMs, ticket)
    } else this.#inner.ended(backend, outcome, nowMs, ticket)
  }

  close(ticket: number, nowMs: number): void {
    if (ticket === this.#lastTicket) this.#lastTicket = Number.NaN
    this.#dropped.delete(ticket)
    this.#inner.close(ticket, nowMs)
  }

  move(from: number, to: number): void {
    if (from === this.#lastTicket) this.#lastTicket = to
    const status = this.#dropped.get(from)
    if (status !== undefined) this.#dropped.set(to, status)
    this.#dropped.delete(from)
    this.#inner.move(from, to)
  }

  cookieFor(request: RoutedRequest, backend: number): string | undefined {
    return this.#inner.cookieFor(request, backend)
  }

  nextMs(): number {
    return this.#inner.nextMs()
  }

  advance(nowMs: number): void {
    this.#inner.advance(nowMs)
  }

  poolChanged(nowMs: number): void {
    this.#inner.poolChanged(nowMs)
  }
}
