import { isRepeatable } from '../balancer/repeatable.js'
import { errorKinds } from '../bench/trial.js'
import { DeadlineHeap } from '../model/deadline-heap.js'
import { type Fate, FleetModel, fates } from '../model/fleet-model.js'
import { randomStream } from '../model/random.js'
import type { Workload } from '../model/workload.js'
import type { Scenario } from '../scenario/scenario.js'
import type { Outcome } from '../strategies/strategy.js'
import { type Dispatcher, held } from './dispatcher.js'
import { ExpiryQueue } from './expiry-queue.js'
import type { Sink } from './observer.js'
import {
  backend as atBackend,
  client,
  demand,
  dueMs,
  failure,
  kind,
  nothing,
  RequestTable,
  row,
  sentMs,
} from './request-table.js'

export interface TrialRunOptions {
  readonly scenario: Scenario
  readonly seed: number
  readonly sink: Sink
  /** Told of the end of each request, after the sink. */
  readonly ended?: (nowMs: number) => void
}

/**
 * The requests of one trial from the moment they are due to their one end, on the fleet and the dispatcher of the scenario: the
 * virtual twin of generator, data plane and backend server. Nothing takes time here but the backends: the network, the
 * balancer and the client are as fast as thought.
 */
export class TrialRun {
  readonly requests = new RequestTable()
  readonly #fleet: FleetModel
  #dispatcher!: Dispatcher
  readonly #sink: Sink
  readonly #ended: ((nowMs: number) => void) | undefined
  readonly #repeatable: readonly boolean[]
  readonly #errorStatus: readonly number[]
  readonly #timeoutMs: number
  /** Clients give up. */
  readonly #timeouts: ExpiryQueue
  /** The same for the few that had to change their slot, by their deadlines. */
  readonly #movedTimeouts = new DeadlineHeap()
  /** The balancer gives up on a backend; undefined where the client always does so before. */
  readonly #readTimeouts: ExpiryQueue | undefined
  readonly #outcome: { -readonly [K in keyof Outcome]: Outcome[K] } = { failed: false, status: 0, latencyMs: 0 }
  /** Requests that have not ended. */
  inFlight = 0

  constructor({ scenario, seed, sink, ended }: TrialRunOptions) {
    const { backends, traffic, balancer, run } = scenario
    this.#sink = sink
    this.#ended = ended
    this.#repeatable = traffic.requests.map(({ method }) => isRepeatable(method))
    this.#errorStatus = backends.map(({ failures }) => failures.status)
    this.#timeoutMs = traffic.timeoutMs
    this.#timeouts = new ExpiryQueue(traffic.timeoutMs, dueMs)
    const readsFirst = balancer.readTimeoutMs < traffic.timeoutMs
    this.#readTimeouts = readsFirst ? new ExpiryQueue(balancer.readTimeoutMs, sentMs) : undefined
    this.#fleet = new FleetModel(backends, {
      lane: backend => randomStream(seed, `lane ${backends[backend]!.name}`),
      bootMs: -run.warmupMs,
      done: (slot, fate, queueMs, appMs, endMs) => this.#done(slot, fate, queueMs, appMs, endMs),
      crashed: (backend, slots, atMs) => this.#crashed(backend, slots, atMs),
      recovered: (backend, atMs) => this.#dispatcher.recovered?.(backend, atMs),
    })
  }

  /** Who decides; given once, before the first request. */
  set dispatcher(dispatcher: Dispatcher) {
    this.#dispatcher = dispatcher
  }

  /** When something is due besides new requests, ms; Infinity for never. A time-out may turn out to be none. */
  nextMs(): number {
    return Math.min(this.#fleet.nextEventMs(), this.#expiryMs())
  }

  /** Everything due by now happens, in order of time; of equal times backends come first, then time-outs. */
  advance(nowMs: number): void {
    for (let atMs = this.#expiryMs(); atMs <= nowMs; atMs = this.#expiryMs()) {
      this.#fleet.advance(atMs)
      this.#expire(atMs)
    }
    this.#fleet.advance(nowMs)
  }

  /**
   * A request is due now; `advance` came first.
   * @param number of the request in the workload
   * @param i its place in the block
   */
  begin(number: number, nowMs: number, block: Workload, i: number): void {
    const { requests } = this
    const slot = requests.take()
    const { facts } = requests
    const at = 8 * slot
    facts[at + row] = number
    facts[at + dueMs] = nowMs
    facts[at + sentMs] = Number.NaN
    facts[at + demand] = block.demand[i]!
    facts[at + failure] = block.failure[i]!
    facts[at + client] = block.client[i]!
    facts[at + kind] = block.kind[i]!
    facts[at + atBackend] = nothing
    this.inFlight++
    this.#timeouts.push(slot, nowMs, facts)
    this.#dispatcher.open(slot)
    this.send(slot, nowMs, 502)
  }

  /** Tries the next backend; where there is none, the request ends with this status. */
  send(slot: number, nowMs: number, statusIfNone: number): void {
    let status = statusIfNone
    for (;;) {
      const backend = this.#dispatcher.next(slot, nowMs)
      if (backend === held) return
      if (backend < 0) break
      if (this.#arrive(slot, backend, nowMs)) return
      status = 502
    }
    this.#refuse(slot, status, nowMs)
  }

  /** False where the backend is down: its port refuses the connection. */
  #arrive(slot: number, backend: number, nowMs: number): boolean {
    const { facts } = this.requests
    const at = 8 * slot
    facts[at + atBackend] = backend
    facts[at + sentMs] = nowMs
    if (this.#sink.hearsDecisions) this.#sink.decided(facts, slot, backend, nowMs, this.#dispatcher.tries(slot))
    if (this.#fleet.arrive(backend, slot, facts[at + demand]!, facts[at + failure]!, nowMs) !== 'down') {
      this.#readTimeouts?.push(slot, nowMs, facts)
      return true
    }
    this.#endTry(slot, true, 0, nowMs)
    this.#left(slot, nowMs)
    return false
  }

  #done(slot: number, fate: Fate, queueMs: number, appMs: number, endMs: number): void {
    const { facts } = this.requests
    const backend = facts[8 * slot + atBackend]!
    const orphaned = facts[8 * slot + row] === nothing
    this.#left(slot, endMs)
    if (orphaned) this.requests.release(slot)
    else if (fate === fates.answer || fate === fates.error) {
      const status = fate === fates.answer ? 200 : this.#errorStatus[backend]!
      this.#endTry(slot, false, status, endMs)
      this.#finish(slot, status, backend, queueMs, appMs, endMs)
      this.requests.release(slot)
    } else this.#failTry(slot, 502, endMs)
  }

  /** The connection broke, or was given up, before an answer: tried again elsewhere where that does no harm. */
  #failTry(slot: number, status: number, nowMs: number): void {
    this.#endTry(slot, true, 0, nowMs)
    if (this.#repeatable[this.requests.facts[8 * slot + kind]!]) this.send(slot, nowMs, status)
    else this.#refuse(slot, status, nowMs)
  }

  #crashed(backend: number, slots: readonly number[], atMs: number): void {
    this.#dispatcher.crashed?.(backend)
    for (const slot of slots) {
      this.#left(slot, atMs)
      if (this.requests.facts[8 * slot + row] === nothing) this.requests.release(slot)
      else this.#failTry(slot, 502, atMs)
    }
  }

  #endTry(slot: number, failed: boolean, status: number, nowMs: number): void {
    const { facts } = this.requests
    const outcome = this.#outcome
    outcome.failed = failed
    outcome.status = status
    outcome.latencyMs = nowMs - facts[8 * slot + sentMs]!
    facts[8 * slot + sentMs] = Number.NaN
    this.#dispatcher.ended(slot, outcome, nowMs)
  }

  /** The backend has the job no more. */
  #left(slot: number, nowMs: number): void {
    const { facts } = this.requests
    const backend = facts[8 * slot + atBackend]!
    facts[8 * slot + atBackend] = nothing
    this.#dispatcher.left?.(backend, nowMs)
  }

  #expiryMs(): number {
    let atMs = this.#timeouts.headMs
    if (this.#readTimeouts !== undefined) {
      atMs = Math.min(atMs, this.#readTimeouts.headMs, this.#movedTimeouts.topMs)
    }
    return atMs
  }

  /** At most one of each kind; whoever else is due comes in the next turn. */
  #expire(nowMs: number): void {
    const { facts } = this.requests
    const slot = this.#timeouts.expired(nowMs, facts)
    if (slot !== nothing) this.#giveUp(slot, nowMs)
    if (this.#readTimeouts === undefined) return
    const waiting = this.#readTimeouts.expired(nowMs, this.requests.facts)
    if (waiting !== nothing) this.#giveUpOnBackend(waiting, nowMs)
    if (this.#movedTimeouts.topMs > nowMs) return
    const moved = this.#movedTimeouts.topJob
    this.#movedTimeouts.pop()
    if (this.requests.facts[8 * moved + dueMs]! + this.#timeoutMs === nowMs) this.#giveUp(moved, nowMs)
  }

  /** The client closes its connection, and the balancer the one to the backend: nobody's failure. */
  #giveUp(slot: number, nowMs: number): void {
    const tried = this.requests.facts[8 * slot + atBackend] !== nothing
    if (tried) this.#endTry(slot, false, 0, nowMs)
    this.#finish(slot, errorKinds.timeout, nothing, Number.NaN, Number.NaN, nowMs)
    if (!tried) this.requests.release(slot)
    else this.#abandon(slot, nowMs)
  }

  /** The request goes on elsewhere, in a new slot: its job stays in the old one. */
  #giveUpOnBackend(slot: number, nowMs: number): void {
    const moved = this.requests.take()
    const { facts } = this.requests
    facts.copyWithin(8 * moved, 8 * slot, 8 * slot + 8)
    facts[8 * moved + atBackend] = nothing
    facts[8 * slot + row] = nothing
    facts[8 * slot + dueMs] = Number.NaN
    facts[8 * slot + sentMs] = Number.NaN
    this.#movedTimeouts.push(moved, facts[8 * moved + dueMs]! + this.#timeoutMs)
    this.#dispatcher.move(slot, moved)
    this.#abandon(slot, nowMs)
    this.#failTry(moved, 504, nowMs)
  }

  /** Nobody waits for this job. It is worked off all the same, unless its connection was not accepted yet. */
  #abandon(slot: number, nowMs: number): void {
    if (!this.#fleet.withdraw(slot, nowMs)) return
    this.#left(slot, nowMs)
    this.requests.release(slot)
  }

  /** Ends with an answer of the balancer's own. */
  #refuse(slot: number, status: number, nowMs: number): void {
    this.#finish(slot, status, nothing, Number.NaN, Number.NaN, nowMs)
    this.requests.release(slot)
  }

  /** Told, and counted; the slot is the caller's to release. */
  #finish(slot: number, status: number, backend: number, queueMs: number, appMs: number, nowMs: number): void {
    const { facts } = this.requests
    this.#sink.ended(facts, slot, status, backend, queueMs, appMs, nowMs, this.#dispatcher.tries(slot))
    facts[8 * slot + row] = nothing
    facts[8 * slot + dueMs] = Number.NaN
    this.inFlight--
    this.#ended?.(nowMs)
  }
}
