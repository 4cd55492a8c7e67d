import { isRepeatable } from '../balancer/repeatable.js'
import { errorKinds } from '../bench/trial.js'
import { FleetModel, type FleetWorld, fates } from '../model/fleet-model.js'
import { arrivedMs, backend as atBackend, fate as ofFate, row } from '../model/job-table.js'
import { randomStream } from '../model/random.js'
import type { Workload } from '../model/workload.js'
import type { Scenario } from '../scenario/scenario.js'
import { freshOutcome } from '../strategies/outcome.js'
import { type Dispatcher, held } from './dispatcher.js'
import type { Sink } from './observer.js'
import { Patience } from './patience.js'
import { nothing, RequestTable } from './request-table.js'

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
  readonly requests: RequestTable
  readonly #fleet: FleetModel
  #dispatcher!: Dispatcher
  readonly #sink: Sink
  readonly #ended: ((nowMs: number) => void) | undefined
  readonly #repeatable: readonly boolean[]
  readonly #errorStatus: readonly number[]
  readonly #patience: Patience
  readonly #outcome = freshOutcome()
  /** Requests that have not ended. */
  inFlight = 0

  constructor({ scenario, seed, sink, ended }: TrialRunOptions) {
    const { backends, traffic, balancer, run } = scenario
    this.requests = new RequestTable(scenario)
    this.#sink = sink
    this.#ended = ended
    this.#repeatable = traffic.requests.map(({ method }) => isRepeatable(method))
    this.#errorStatus = backends.map(({ failures }) => failures.status)
    const { readTimeoutMs } = balancer
    this.#patience = new Patience(this.requests.jobs, { timeoutMs: traffic.timeoutMs, readTimeoutMs })
    const world: FleetWorld = {
      lane: backend => randomStream(seed, `lane ${backends[backend]!.name}`),
      bootMs: -run.warmupMs,
      done: (slot, endMs) => this.#done(slot, endMs),
      crashed: (backend, slots, atMs) => this.#crashed(backend, slots, atMs),
      recovered: (backend, atMs) => this.#dispatcher.recovered?.(backend, atMs),
    }
    this.#fleet = new FleetModel(backends, world, { jobs: this.requests.jobs })
  }

  /** Who decides; given once, before the first request. */
  set dispatcher(dispatcher: Dispatcher) {
    this.#dispatcher = dispatcher
  }

  /** When something is due besides new requests, ms; Infinity for never. A time-out may turn out to be none. */
  nextMs(): number {
    return Math.min(this.#fleet.nextEventMs(), this.#patience.nextMs())
  }

  /**
   * Everything due by now happens, in order of time; of equal times backends come first, then clients who give up, then the
   * balancer that gives up on a backend.
   */
  advance(nowMs: number): void {
    if (this.#patience.watchesReads) {
      this.#step(nowMs)
      return
    }
    for (let atMs = this.#patience.nextMs(); atMs <= nowMs; atMs = this.#patience.nextMs()) {
      this.#fleet.advance(atMs)
      this.#expire(atMs)
    }
    this.#fleet.advance(nowMs)
  }

  /** One time after the other: whatever happens may send a request to a backend that has to be given up before `nowMs`. */
  #step(nowMs: number): void {
    for (let atMs = this.nextMs(); atMs <= nowMs; atMs = this.nextMs()) {
      this.#fleet.advance(atMs)
      if (this.#patience.nextMs() <= atMs) this.#expire(atMs)
    }
  }

  /**
   * A request is due now; `advance` came first.
   * @param number of the request in the workload
   * @param i its place in the block
   */
  begin(number: number, nowMs: number, block: Workload, i: number): void {
    const slot = this.requests.open(number, nowMs, block, i)
    this.#patience.began(slot, nowMs)
    this.inFlight++
    const backend = this.#dispatcher.next(slot, nowMs)
    if (backend < 0) {
      if (backend !== held) this.#refuse(slot, 502, nowMs)
    } else if (!this.#admit(slot, backend, nowMs)) this.send(slot, nowMs, 502)
  }

  /** Demands of a block, before its requests begin. */
  prepare({ demand, size }: Workload): void {
    this.#fleet.prepare(demand, size)
  }

  /** Tries the next backend; where there is none, the request ends with this status. */
  send(slot: number, nowMs: number, statusIfNone: number): void {
    let status = statusIfNone
    for (;;) {
      const backend = this.#dispatcher.next(slot, nowMs)
      if (backend === held) return
      if (backend < 0) break
      if (this.#admit(slot, backend, nowMs)) return
      status = 502
    }
    this.#refuse(slot, status, nowMs)
  }

  /** False where the backend is down: its port refuses the connection. */
  #admit(slot: number, backend: number, nowMs: number): boolean {
    const { jobs } = this.requests
    if (this.#sink.hearsDecisions) this.#sink.decided(jobs, slot, backend, nowMs, this.#dispatcher.failures(slot) + 1)
    this.#patience.sent(slot, nowMs)
    if (this.#fleet.admit(backend, slot, nowMs) !== 'down') return true
    jobs.integers[16 * slot + atBackend] = backend
    jobs.doubles[8 * slot + arrivedMs] = nowMs
    this.#endTry(slot, true, 0, nowMs)
    this.#left(slot, nowMs)
    return false
  }

  #done(slot: number, endMs: number): void {
    const { integers } = this.requests.jobs
    const fate = integers[16 * slot + ofFate]!
    if (integers[16 * slot + row] === nothing) {
      this.#left(slot, endMs)
      this.requests.release(slot)
    } else if (fate === fates.answer || fate === fates.error) {
      const backend = integers[16 * slot + atBackend]!
      const status = fate === fates.answer ? 200 : this.#errorStatus[backend]!
      this.#endTry(slot, false, status, endMs)
      this.#finish(slot, status, backend, endMs, 1)
      this.#left(slot, endMs)
      this.requests.release(slot)
    } else this.#lose(slot, endMs)
  }

  #crashed(backend: number, slots: readonly number[], atMs: number): void {
    this.#dispatcher.crashed?.(backend)
    for (const slot of slots) {
      if (this.requests.jobs.integers[16 * slot + row] !== nothing) this.#lose(slot, atMs)
      else {
        this.#left(slot, atMs)
        this.requests.release(slot)
      }
    }
  }

  /** The connection broke before an answer. */
  #lose(slot: number, nowMs: number): void {
    this.#endTry(slot, true, 0, nowMs)
    this.#left(slot, nowMs)
    this.#tryElsewhere(slot, 502, nowMs)
  }

  /** Where that does no harm. */
  #tryElsewhere(slot: number, status: number, nowMs: number): void {
    if (this.#repeatable[this.requests.jobs.kind[slot]!]) this.send(slot, nowMs, status)
    else this.#refuse(slot, status, nowMs)
  }

  #endTry(slot: number, failed: boolean, status: number, nowMs: number): void {
    this.#patience.tryEnded(slot)
    const outcome = this.#outcome
    outcome.failed = failed
    outcome.status = status
    outcome.latencyMs = nowMs - this.requests.jobs.doubles[8 * slot + arrivedMs]!
    this.#dispatcher.ended(slot, outcome, nowMs)
  }

  /** The backend has the job no more. */
  #left(slot: number, nowMs: number): void {
    const { integers } = this.requests.jobs
    const backend = integers[16 * slot + atBackend]!
    integers[16 * slot + atBackend] = nothing
    this.#dispatcher.left?.(backend, nowMs)
  }

  /** At most one gives up; whoever else is due comes in the next turn. */
  #expire(nowMs: number): void {
    const slot = this.#patience.lostClient(nowMs)
    if (slot !== nothing) this.#giveUp(slot, nowMs)
    else {
      const waiting = this.#patience.lostBackend(nowMs)
      if (waiting !== nothing) this.#giveUpOnBackend(waiting, nowMs)
    }
  }

  /** The client closes its connection, and the balancer the one to the backend: nobody's failure. */
  #giveUp(slot: number, nowMs: number): void {
    const tried = this.requests.jobs.integers[16 * slot + atBackend] !== nothing
    if (tried) this.#endTry(slot, false, 0, nowMs)
    this.#finish(slot, errorKinds.timeout, nothing, nowMs, tried ? 1 : 0)
    if (tried) this.#abandon(slot, nowMs)
    else this.requests.release(slot)
  }

  /** The request goes on elsewhere, in a new slot: its job stays in the old one. */
  #giveUpOnBackend(slot: number, nowMs: number): void {
    this.#endTry(slot, true, 0, nowMs)
    const moved = this.requests.move(slot)
    this.#patience.moved(moved)
    this.#dispatcher.move(slot, moved)
    this.#abandon(slot, nowMs)
    this.#tryElsewhere(moved, 504, nowMs)
  }

  /** Nobody waits for this job. It is worked off all the same, unless its connection was not accepted yet. */
  #abandon(slot: number, nowMs: number): void {
    if (!this.#fleet.withdraw(slot, nowMs)) return
    this.#left(slot, nowMs)
    this.requests.release(slot)
  }

  /** Ends with an answer of the balancer's own. */
  #refuse(slot: number, status: number, nowMs: number): void {
    this.#finish(slot, status, nothing, nowMs, 0)
    this.requests.release(slot)
  }

  /** Told, and counted; the slot is the caller's to release. `lastTry`: 1 where a try did not fail. */
  #finish(slot: number, status: number, backend: number, nowMs: number, lastTry: 0 | 1): void {
    const { jobs } = this.requests
    const tries = this.#dispatcher.close(slot) + lastTry
    this.#sink.ended(jobs, slot, status, backend, nowMs, tries)
    this.#patience.ended(slot)
    jobs.integers[16 * slot + row] = nothing
    this.inFlight--
    this.#ended?.(nowMs)
  }
}
