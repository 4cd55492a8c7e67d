import { FleetModel } from '../model/fleet-model.js'
import { randomStream } from '../model/random.js'
import type { Workload } from '../model/workload.js'
import type { Scenario } from '../scenario/scenario.js'
import type { Dispatcher } from './dispatcher.js'
import { Errands } from './errands.js'
import { Journeys } from './journeys.js'
import type { Sink } from './observer.js'
import { Patience } from './patience.js'
import { nothing, RequestTable } from './request-table.js'
import type { ScalingControl } from './scaling-control.js'
import { TrialSessions } from './trial-sessions.js'

export interface TrialRunOptions {
  readonly scenario: Scenario
  readonly seed: number
  readonly sink: Sink
  /** Told of the end of each request, after the sink. */
  readonly ended?: (nowMs: number) => void
  /** Whether the balancer does anything but decide: then there are `errands`, and backends answer probes. */
  readonly acts?: boolean
}

/**
 * One trial as time goes by: requests come, backends work and fail, clients and balancer lose patience. The virtual twin of
 * generator, data plane and backend server. Nothing takes time here but the backends: the network, the balancer and the
 * client are as fast as thought.
 */
export class TrialRun {
  readonly requests: RequestTable
  readonly fleet: FleetModel
  /** Undefined where the balancer does nothing of its own accord; most trials are such, and must not pay for it. */
  readonly errands: Errands | undefined
  /** Given before the first request, where the fleet is scaled. */
  scaling: ScalingControl | undefined
  readonly #patience: Patience
  readonly #journeys: Journeys

  constructor({ scenario, seed, sink, ended, acts = false }: TrialRunOptions) {
    const { backends, traffic, balancer, run } = scenario
    const requests = new RequestTable(scenario)
    const { timeoutMs } = traffic
    this.requests = requests
    const { sessions: spec } = traffic
    const sessions = spec && new TrialSessions({ spec, backends: backends.length, jobs: requests.jobs, seed })
    this.#patience = new Patience(requests.jobs, { timeoutMs, readTimeoutMs: balancer.readTimeoutMs })
    const world = {
      lane: (backend: number) => randomStream(seed, `lane ${backends[backend]!.name}`),
      bootMs: -run.warmupMs,
      done: (job: number, endMs: number): void => journeys.done(job, endMs),
      crashed: (backend: number, jobs: readonly number[], atMs: number): void => {
        sessions?.died(backend)
        journeys.out(backend, jobs, atMs)
      },
      stopping: (backend: number, jobs: readonly number[], atMs: number): void => journeys.out(backend, jobs, atMs),
      stopped: (backend: number): void => sessions?.died(backend),
      frozen: (backend: number, atMs: number): void => journeys.out(backend, [], atMs),
      recovered: (backend: number, atMs: number): void => journeys.back(backend, atMs),
      thawed: (backend: number, atMs: number): void => journeys.back(backend, atMs),
      ...(sessions && { session: (job: number, startMs: number): number => sessions.served(job, startMs) }),
    }
    this.fleet = new FleetModel(backends, world, { jobs: requests.jobs, reports: acts })
    const { fleet } = this
    const patience = this.#patience
    const journeys = new Journeys({ requests, fleet, patience, sink, sessions, ...(ended && { ended }) })
    this.#journeys = journeys
    this.errands = acts ? new Errands(fleet, journeys) : undefined
    if (this.errands !== undefined) journeys.errands = this.errands
  }

  /** Who decides; given once, before the first request. */
  set dispatcher(dispatcher: Dispatcher) {
    this.#journeys.dispatcher = dispatcher
  }

  /** Requests that have not ended. */
  get inFlight(): number {
    return this.#journeys.underWay
  }

  /** A request that was held may be decided on again. */
  resume(slot: number, nowMs: number): void {
    this.#journeys.resume(slot, nowMs)
  }

  /** When something is due besides new requests, ms; Infinity for never. A time-out may turn out to be none. */
  nextMs(): number {
    const nextMs = Math.min(this.fleet.nextEventMs(), this.#patience.nextMs())
    if (this.errands === undefined && this.scaling === undefined) return nextMs
    return Math.min(nextMs, this.errands?.nextMs() ?? Infinity, this.scaling?.nextMs() ?? Infinity)
  }

  /**
   * Everything due by now happens, in order of time; of equal times backends come first, then the balancer's own plans, then
   * the autoscaler, then clients who give up, then the balancer that gives up on a backend.
   */
  advance(nowMs: number): void {
    if (this.errands !== undefined || this.#patience.watchesReads || this.scaling !== undefined) {
      this.#step(nowMs)
      return
    }
    for (let atMs = this.#patience.nextMs(); atMs <= nowMs; atMs = this.#patience.nextMs()) {
      this.fleet.advance(atMs)
      this.#expire(atMs)
    }
    this.fleet.advance(nowMs)
  }

  /** One time after the other: whatever happens may plan something that is due before `nowMs`. */
  #step(nowMs: number): void {
    const { errands, scaling } = this
    for (let atMs = this.nextMs(); atMs <= nowMs; atMs = this.nextMs()) {
      this.fleet.advance(atMs)
      errands?.run(atMs)
      if (errands !== undefined && errands.nextMs() <= atMs) errands.advance(atMs)
      else if (scaling !== undefined && scaling.nextMs() <= atMs) scaling.advance(atMs)
      else if (this.#patience.nextMs() <= atMs) this.#expire(atMs)
      errands?.run(atMs)
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
    this.#journeys.begin(slot, nowMs)
    if (this.errands !== undefined) this.errands.run(nowMs)
  }

  /** Demands of a block, before its requests begin. */
  prepare({ demand, size }: Workload): void {
    this.fleet.prepare(demand, size)
  }

  /** At most one gives up; whoever else is due comes in the next turn. */
  #expire(nowMs: number): void {
    const slot = this.#patience.lostClient(nowMs)
    if (slot !== nothing) this.#journeys.giveUp(slot, nowMs)
    else {
      const waiting = this.#patience.lostBackend(nowMs)
      if (waiting !== nothing) this.#journeys.giveUpOnBackend(waiting, nowMs)
    }
  }
}
