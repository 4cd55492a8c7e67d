import type { Flight } from '../balancer/balancer.js'
import type { Balancer } from '../balancer/create-balancer.js'
import { clientAddress } from '../model/clients.js'
import type { Traffic } from '../model/traffic.js'
import type { Outcome } from '../strategies/strategy.js'
import type { Dispatcher } from './dispatcher.js'
import { client as atClient, kind, type RequestTable } from './request-table.js'

/** The balancer of the live engine, its flights used again and again. */
export class BalancerDispatcher implements Dispatcher {
  readonly #balancer: Balancer
  /** By slot. */
  readonly #flights: Flight[] = []
  /** Strategies read a request only while they pick, so one view does for all. */
  readonly #view: CurrentRequest

  constructor(balancer: Balancer, requests: RequestTable, traffic: Traffic) {
    this.#balancer = balancer
    this.#view = new CurrentRequest(requests, traffic)
  }

  open(slot: number): void {
    this.#flights[slot] = this.#balancer.open(this.#view, this.#flights[slot])
  }

  next(slot: number, nowMs: number): number {
    this.#view.slot = slot
    return this.#flights[slot]!.next(nowMs)
  }

  ended(slot: number, outcome: Outcome, nowMs: number): void {
    this.#flights[slot]!.ended(outcome, nowMs)
  }

  move(from: number, to: number): void {
    const flight = this.#flights[from]!
    this.#flights[from] = this.#flights[to]!
    this.#flights[to] = flight
  }

  tries(slot: number): number {
    return this.#flights[slot]!.tries
  }
}

/** Addresses kept as text: to make one out costs more than a pick. */
const keptAddresses = 65_536

/** What a strategy may read of the request that is being routed; made out only when it asks. */
class CurrentRequest {
  slot = 0
  readonly #requests: RequestTable
  readonly #paths: readonly string[]
  readonly #addresses: string[] = []
  readonly #clientOf: Int32Array

  constructor(requests: RequestTable, { clients, requests: kinds }: Traffic) {
    this.#requests = requests
    this.#paths = kinds.map(({ path }) => path)
    this.#clientOf = new Int32Array(Math.min(keptAddresses, clients.count)).fill(-1)
  }

  get client(): string {
    const client = this.#requests.facts[8 * this.slot + atClient]!
    const place = client % this.#clientOf.length
    if (this.#clientOf[place] !== client) {
      this.#clientOf[place] = client
      this.#addresses[place] = clientAddress(client)
    }
    return this.#addresses[place]!
  }

  get path(): string {
    return this.#paths[this.#requests.facts[8 * this.slot + kind]!]!
  }
}
