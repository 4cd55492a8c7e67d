import type { Outcome } from '../../strategies/strategy.js'
import type { Balancer, Flight, Request, RoutedRequest } from '../balancer.js'

type Router = Pick<Balancer, 'pick' | 'ended' | 'retries' | 'close' | 'cookieFor'>

/** A flight is also what the strategy sees of the request, so that a request costs one object. */
export class OpenFlight implements Flight, RoutedRequest {
  readonly ticket: number
  readonly #balancer: Router
  readonly #request: Request
  /** Backends tried, in order; those of tries that run are among them. */
  #tried: number[] = none
  #running = 0

  constructor(balancer: Router, request: Request, ticket: number) {
    this.#balancer = balancer
    this.#request = request
    this.ticket = ticket
  }

  get client(): string {
    return this.#request.client
  }

  get path(): string {
    return this.#request.path
  }

  get cookie(): string {
    return this.#request.cookie ?? ''
  }

  get repeatable(): boolean {
    return this.#request.repeatable ?? true
  }

  get attempt(): number {
    return this.#tried.length
  }

  get tries(): number {
    return this.#tried.length
  }

  next(nowMs: number): number {
    const backend = this.#balancer.pick(this, this.#tried, nowMs)
    if (backend < 0) return backend
    if (this.#tried === none) this.#tried = [backend]
    else this.#tried.push(backend)
    this.#running++
    return backend
  }

  ended(backend: number, outcome: Outcome, nowMs: number): void {
    if (this.#running === 0) throw new Error('ended() called with no try running')
    this.#running--
    this.#balancer.ended(backend, outcome, nowMs, this.ticket)
  }

  retries(outcome: Outcome, nowMs: number): boolean {
    return this.#balancer.retries(this, this.#tried, outcome, nowMs)
  }

  close(nowMs: number): void {
    this.#balancer.close(this.ticket, nowMs)
  }

  cookieFor(backend: number): string | undefined {
    return this.#balancer.cookieFor(this, backend)
  }
}

const none: number[] = []
