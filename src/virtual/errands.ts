import type { Balancer, BalancerWorld } from '../balancer/balancer.js'
import type { FleetModel } from '../model/fleet-model.js'
import { Ring } from '../model/ring.js'
import type { HealthChecks } from './health-checks.js'

/** The requests an errand can come back to. */
export interface Awaiting {
  /** It may ask the balancer again. */
  resume(slot: number, nowMs: number): void
  /** It should have another try beside the one that runs. */
  hedge(slot: number, nowMs: number): void
}

/**
 * What the balancer does of its own accord, and what it asks its world to do. The network takes no time, so what it asks for
 * happens at the same instant: in the order of asking, once the event it asked from is over and the backends are through with all
 * that is due. So nothing comes back to the balancer from within a call.
 */
export class Errands implements BalancerWorld {
  readonly #fleet: FleetModel
  readonly #awaiting: Awaiting
  #balancer!: Balancer
  #checks: HealthChecks | undefined
  /** Two numbers an errand: what is to be done, and for whom. */
  readonly #asked = new Ring()
  /** The balancer may plan for a time that is over; it does not come back. */
  #nowMs = -Infinity

  constructor(fleet: FleetModel, awaiting: Awaiting) {
    this.#fleet = fleet
    this.#awaiting = awaiting
  }

  /** Whose errands these are; given once, before anything else. */
  serve(balancer: Balancer, checks: HealthChecks | undefined): void {
    this.#balancer = balancer
    this.#checks = checks
  }

  /** The balancer is there from this time on. */
  begin(nowMs: number): void {
    this.#balancer.advance(nowMs)
    this.run(nowMs)
  }

  check(backend: number): void {
    this.#ask(kinds.check, backend)
  }

  probe(backend: number): void {
    this.#ask(kinds.probe, backend)
  }

  resume(ticket: number): void {
    this.#ask(kinds.resume, ticket)
  }

  hedge(ticket: number): void {
    this.#ask(kinds.hedge, ticket)
  }

  /** When there is something to do next, ms. */
  nextMs(): number {
    return Math.max(this.#nowMs, Math.min(this.#checks?.nextMs() ?? Infinity, this.#balancer.nextMs()))
  }

  /** Does what is due: checks are given up one by one, and before the balancer's own plans. */
  advance(nowMs: number): void {
    this.#nowMs = nowMs
    if (this.#checks !== undefined && this.#checks.nextMs() <= nowMs) this.#checks.expire(nowMs)
    else this.#balancer.advance(nowMs)
  }

  /** Runs all errands; to be called after each event. */
  run(nowMs: number): void {
    this.#nowMs = nowMs
    while (this.#asked.size > 0) {
      this.#fleet.advance(nowMs)
      this.#do(this.#asked.shift(), this.#asked.shift(), nowMs)
    }
  }

  /** The request has another slot now. */
  move(from: number, to: number): void {
    const asked = this.#asked.drain()
    for (let i = 0; i < asked.length; i += 2) {
      const [kind, whom] = [asked[i]!, asked[i + 1]!]
      const aboutRequest = kind === kinds.resume || kind === kinds.hedge
      this.#ask(kind, aboutRequest && whom === from ? to : whom)
    }
  }

  /** A job that is no request ended at its backend. */
  checkDone(slot: number, endMs: number): void {
    this.#checks!.done(slot, endMs)
  }

  checkLost(slot: number, nowMs: number): void {
    this.#checks!.lost(slot, nowMs)
  }

  #ask(kind: number, whom: number): void {
    this.#asked.push(kind)
    this.#asked.push(whom)
  }

  #do(kind: number, whom: number, nowMs: number): void {
    if (kind === kinds.check) this.#checks?.begin(whom, nowMs)
    else if (kind === kinds.probe) this.#balancer.probed(whom, this.#fleet.report(whom, nowMs), nowMs)
    else if (kind === kinds.resume) this.#awaiting.resume(whom, nowMs)
    else this.#awaiting.hedge(whom, nowMs)
  }
}

const kinds = { check: 0, probe: 1, resume: 2, hedge: 3 } as const
