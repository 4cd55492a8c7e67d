import type { ActiveCheckSpec } from '../model/balancer-spec.js'
import type { FleetModel } from '../model/fleet-model.js'
import { fates } from '../model/fleet-model.js'
import { fate as ofFate, place } from '../model/job-table.js'
import type { Random } from '../model/random.js'
import { ExpiryQueue } from './expiry-queue.js'
import { nothing, type RequestTable } from './request-table.js'

export interface HealthCheckOptions {
  readonly spec: Pick<ActiveCheckSpec, 'timeoutMs' | 'okFrom' | 'okTo'>
  readonly fleet: FleetModel
  readonly requests: RequestTable
  /** Of each backend: what a check meets there. The same for all candidates. */
  readonly draws: readonly Random[]
  /** A check ended, once each. */
  readonly told: (backend: number, ok: boolean, nowMs: number) => void
}

/**
 * Active health checks under way: jobs of their backends like any request, from their start to an answer, a failure, or the
 * end of the balancer's patience. One that is given up is worked off all the same, unless it was not accepted yet.
 */
export class HealthChecks {
  readonly #options: HealthCheckOptions
  readonly #waiting: ExpiryQueue

  constructor(options: HealthCheckOptions) {
    this.#options = options
    this.#waiting = new ExpiryQueue(options.spec.timeoutMs)
  }

  begin(backend: number, nowMs: number): void {
    const { requests, fleet, draws, told } = this.#options
    const slot = requests.openCheck()
    requests.jobs.integers[16 * slot + place] = this.#waiting.push(slot, nowMs)
    if (fleet.check(backend, slot, draws[backend]!.next(), nowMs) !== 'down') return
    this.#forget(slot)
    requests.release(slot)
    told(backend, false, nowMs)
  }

  /** When the next one is given up, ms; Infinity where none is under way. */
  nextMs(): number {
    return this.#waiting.headMs
  }

  /** Gives up one whose time has come. */
  expire(nowMs: number): void {
    const { requests, fleet, told } = this.#options
    const slot = this.#waiting.expired(nowMs)
    if (slot === nothing) return
    const backend = requests.backend(slot)
    requests.abandon(slot)
    if (fleet.withdraw(slot, nowMs)) requests.release(slot)
    told(backend, false, nowMs)
  }

  /** Its backend is through with the check. */
  done(slot: number, endMs: number): void {
    const { requests, spec } = this.#options
    const how = requests.jobs.integers[16 * slot + ofFate]!
    const status = how === fates.answer ? 200 : requests.jobs.status[slot]!
    const answered = how === fates.answer || how === fates.error
    this.#end(slot, answered && status >= spec.okFrom && status <= spec.okTo, endMs)
  }

  /** Its backend died. */
  lost(slot: number, nowMs: number): void {
    this.#end(slot, false, nowMs)
  }

  #end(slot: number, ok: boolean, nowMs: number): void {
    const { requests, told } = this.#options
    const backend = requests.backend(slot)
    this.#forget(slot)
    requests.release(slot)
    told(backend, ok, nowMs)
  }

  #forget(slot: number): void {
    this.#waiting.leave(this.#options.requests.jobs.integers[16 * slot + place]!)
  }
}
