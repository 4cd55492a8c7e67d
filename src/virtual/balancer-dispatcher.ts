import type { Balancer } from '../balancer/balancer.js'
import type { BalancerSpec } from '../model/balancer-spec.js'
import type { JobTable } from '../model/job-table.js'
import type { Traffic } from '../model/traffic.js'
import type { Outcome } from '../strategies/strategy.js'
import { CookieJars } from './cookie-jars.js'
import { CurrentRequest } from './current-request.js'
import type { Dispatcher, RequestEnd } from './dispatcher.js'
import { TriedBackends } from './tried-backends.js'

export interface BalancerDispatcherOptions {
  readonly balancer: Balancer
  readonly spec: Pick<BalancerSpec, 'hedge' | 'retry' | 'sticky'>
  readonly jobs: JobTable
  readonly traffic: Traffic
  /** As of `TrialRunOptions`: a balancer that does nothing but decide has nothing to forget at the end of a request. */
  readonly acts: boolean
}

/** The balancer of the live engine. */
export class BalancerDispatcher implements Dispatcher {
  readonly sifts: boolean
  readonly #balancer: Balancer
  readonly #acts: boolean
  readonly #tried = new TriedBackends()
  readonly #jars: CookieJars | undefined
  readonly #view: CurrentRequest

  constructor({ balancer, spec, jobs, traffic, acts }: BalancerDispatcherOptions) {
    this.#balancer = balancer
    this.#acts = acts
    this.sifts = spec.hedge !== undefined || (spec.retry.count > 0 && spec.retry.on.some(meansAnswers))
    this.#jars = spec.sticky?.by === 'cookie' ? new CookieJars(spec.sticky.ttlMs) : undefined
    this.#view = new CurrentRequest(jobs, traffic, this.#jars)
  }

  next(slot: number, nowMs: number): number {
    const tried = this.#look(slot)
    if (this.#jars !== undefined) this.#jars.carry(slot, this.#view.clientNumber, nowMs)
    const backend = this.#balancer.pick(this.#view, tried, nowMs)
    if (this.sifts && backend >= 0) this.#tried.add(slot, backend)
    return backend
  }

  ended(slot: number, backend: number, outcome: Outcome, nowMs: number): void {
    this.#balancer.ended(backend, outcome, nowMs, slot)
    if (outcome.failed && !this.sifts) this.#tried.add(slot, backend)
  }

  retries(slot: number, outcome: Outcome, nowMs: number): boolean {
    const tried = this.#look(slot)
    return this.#balancer.retries(this.#view, tried, outcome, nowMs)
  }

  attempt(slot: number): number {
    return this.#tried.of(slot).length + (this.sifts ? 0 : 1)
  }

  move(from: number, to: number): void {
    this.#tried.move(from, to)
    this.#jars?.move(from, to)
    this.#balancer.move(from, to)
  }

  close(slot: number, { backend, lastTry }: RequestEnd, nowMs: number): number {
    if (this.#jars !== undefined) this.#giveCookie(this.#jars, slot, backend, nowMs)
    if (this.#acts) this.#balancer.close(slot, nowMs)
    return this.#tried.close(slot) + (this.sifts ? 0 : lastTry)
  }

  /** Turns the view to this request. Returns the backends it has tried. */
  #look(slot: number): readonly number[] {
    const tried = this.#tried.of(slot)
    this.#view.slot = slot
    this.#view.attempt = tried.length
    return tried
  }

  #giveCookie(jars: CookieJars, slot: number, backend: number, nowMs: number): void {
    this.#look(slot)
    const value = backend < 0 ? undefined : this.#balancer.cookieFor(this.#view, backend)
    if (value !== undefined) jars.keep(this.#view.clientNumber, value, nowMs)
    jars.drop(slot)
  }
}

/** Whether a condition to try again can be met by an answer. */
function meansAnswers(condition: BalancerSpec['retry']['on'][number]): boolean {
  return condition === '5xx' || condition === 'gateway' || typeof condition === 'number'
}
