import type { Outcome, RequestView } from '../strategies/strategy.js'
import type { Flight } from './balancer.js'
import type { Balancer } from './create-balancer.js'

/** What a balancer knows of a request; read when a strategy asks. */
export interface Request {
  readonly client: string
  readonly path: string
}

/** A flight is also what the strategy sees of the request, so that a request costs one object. */
export class OpenFlight implements Flight, RequestView {
  tries = 0
  readonly #balancer: Pick<Balancer, 'pick' | 'ended'>
  readonly #request: Request
  /** The current or last try, and those before it. */
  #backend = -1
  #tried: number[] | undefined
  #running = false

  constructor(balancer: Pick<Balancer, 'pick' | 'ended'>, request: Request) {
    this.#balancer = balancer
    this.#request = request
  }

  get client(): string {
    return this.#request.client
  }

  get path(): string {
    return this.#request.path
  }

  get attempt(): number {
    return this.tries
  }

  next(nowMs: number): number {
    if (this.#running) throw new Error('next() called while a try is running: ended() comes first')
    if (this.#backend !== -1) this.#rememberLast()
    const backend = this.#balancer.pick(this, this.#tried ?? none, nowMs)
    if (backend === -1) return -1
    this.#backend = backend
    this.tries++
    this.#running = true
    return backend
  }

  ended(outcome: Outcome, nowMs: number): void {
    if (!this.#running) throw new Error('ended() called with no try running')
    this.#running = false
    this.#balancer.ended(this.#backend, outcome, nowMs)
  }

  /** Here and not in `ended`, so that only requests that are retried carry a list. */
  #rememberLast(): void {
    this.#tried ??= []
    this.#tried.push(this.#backend)
    this.#backend = -1
  }
}

const none: readonly number[] = []
