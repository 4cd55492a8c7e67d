import type { Balancer, RoutedRequest } from '../balancer/balancer.js'
import { clientAddress } from '../model/clients.js'
import { backend as atBackend, client as atClient, type JobTable } from '../model/job-table.js'
import type { Traffic } from '../model/traffic.js'
import type { Outcome } from '../strategies/strategy.js'
import type { Dispatcher } from './dispatcher.js'

/** The balancer of the live engine. Only requests that failed once carry anything: the backends they have tried. */
export class BalancerDispatcher implements Dispatcher {
  readonly #balancer: Balancer
  readonly #jobs: JobTable
  readonly #tried = new Map<number, number[]>()
  /** Strategies read a request only while they pick, so one view does for all. */
  readonly #view: CurrentRequest

  constructor(balancer: Balancer, jobs: JobTable, traffic: Traffic) {
    this.#balancer = balancer
    this.#jobs = jobs
    this.#view = new CurrentRequest(jobs, traffic)
  }

  next(slot: number, nowMs: number): number {
    const tried = this.#tried.size === 0 ? none : (this.#tried.get(slot) ?? none)
    this.#view.slot = slot
    this.#view.attempt = tried.length
    return this.#balancer.pick(this.#view, tried, nowMs)
  }

  ended(slot: number, outcome: Outcome, nowMs: number): void {
    const backend = this.#jobs.integers[16 * slot + atBackend]!
    this.#balancer.ended(backend, outcome, nowMs, slot)
    if (outcome.failed) this.#remember(slot, backend)
  }

  move(from: number, to: number): void {
    const tried = this.#tried.get(from)
    this.#tried.delete(from)
    if (tried !== undefined) this.#tried.set(to, tried)
  }

  failures(slot: number): number {
    return this.#tried.size === 0 ? 0 : (this.#tried.get(slot)?.length ?? 0)
  }

  close(slot: number): number {
    if (this.#tried.size === 0) return 0
    const failures = this.failures(slot)
    this.#tried.delete(slot)
    return failures
  }

  #remember(slot: number, backend: number): void {
    const tried = this.#tried.get(slot)
    if (tried === undefined) this.#tried.set(slot, [backend])
    else tried.push(backend)
  }
}

const none: readonly number[] = []

/** Addresses kept as text: to make one out costs more than a pick. */
const keptAddresses = 65_536

/** What a strategy may read of the request that is being routed; made out only when it asks. */
class CurrentRequest implements RoutedRequest {
  slot = 0
  attempt = 0
  readonly cookie = ''
  readonly repeatable = true
  readonly #jobs: JobTable
  readonly #paths: readonly string[]
  readonly #addresses: string[] = []
  readonly #clientOf: Int32Array

  constructor(jobs: JobTable, { clients, requests }: Traffic) {
    this.#jobs = jobs
    this.#paths = requests.map(({ path }) => path)
    this.#clientOf = new Int32Array(Math.min(keptAddresses, clients.count)).fill(-1)
  }

  get ticket(): number {
    return this.slot
  }

  get client(): string {
    const client = this.#jobs.integers[16 * this.slot + atClient]!
    const place = client % this.#clientOf.length
    if (this.#clientOf[place] !== client) {
      this.#clientOf[place] = client
      this.#addresses[place] = clientAddress(client)
    }
    return this.#addresses[place]!
  }

  get path(): string {
    return this.#paths[this.#jobs.kind[this.slot]!]!
  }
}
