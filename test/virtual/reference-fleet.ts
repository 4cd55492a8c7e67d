import type { BackendSpec } from '../../src/model/backend-spec.js'
import { quantile } from '../../src/model/distribution.js'
import { LoadReport } from '../../src/model/load-report.js'
import { type Random, randomStream } from '../../src/model/random.js'
import type { ProbeReport } from '../../src/strategies/strategy.js'
import type { Agenda } from './reference-agenda.js'

/** One try of a request at a backend. */
export interface ReferenceJob {
  readonly backend: number
  readonly demand: number
  readonly failure: number
  arrivedMs: number
  startedMs: number
  endsMs: number
  lane: number
  ends: 'answer' | 'error' | 'broken'
  /** Of an error. */
  status: number
  /** Nobody waits for it any more. */
  abandoned: boolean
  /** Takes no time itself. */
  readonly isCheck: boolean
  /** How many requests were there when it came. */
  met: number
}

export interface ReferenceFleetEvents {
  done(job: ReferenceJob, nowMs: number): void
  crashed(backend: number, jobs: ReferenceJob[], nowMs: number): void
  /** It serves again: it recovered, or stands still no more. */
  recovered(backend: number, nowMs: number): void
}

interface ReferenceBackend {
  readonly spec: BackendSpec
  readonly lanes: number
  readonly random: Random
  readonly serviceMs: (u: number) => number
  up: boolean
  /** When it began to stand still. */
  frozenMs: number | undefined
  stops: boolean
  /** A process that is to come once the one that stops is gone. */
  succeeded: boolean
  slowFactor: number
  errors: { readonly share: number; readonly status: number }
  bootedMs: number
  running: ReferenceJob[]
  /** A queue a lane. */
  waiting: ReferenceJob[][]
  knocking: ReferenceJob[]
  report: LoadReport
}

/** Backends, told as plainly as can be: lists of objects, searched and sorted. What `model/` does in columns and heaps. */
export class ReferenceFleet {
  readonly backends: readonly ReferenceBackend[]
  readonly #agenda: Agenda
  readonly #events: ReferenceFleetEvents

  constructor(
    specs: readonly BackendSpec[],
    seed: number,
    bootMs: number,
    agenda: Agenda,
    events: ReferenceFleetEvents,
  ) {
    this.#agenda = agenda
    this.#events = events
    this.backends = specs.map(spec => {
      const lanes = spec.threads > 1 ? spec.workers : 1
      return {
        spec,
        lanes,
        random: randomStream(seed, `lane ${spec.name}`),
        serviceMs: quantile(spec.latency),
        up:
          spec.faults.find(({ kind }) => kind === 'crash' || kind === 'stop' || kind === 'recover')?.kind !== 'recover',
        frozenMs: undefined,
        stops: false,
        succeeded: false,
        slowFactor: 1,
        errors: { share: 0, status: 0 },
        bootedMs: bootMs,
        running: [],
        waiting: Array.from({ length: lanes }, () => []),
        knocking: [],
        report: new LoadReport(),
      }
    })
    specs.forEach((spec, backend) => {
      for (const fault of spec.faults)
        agenda.add({
          atMs: fault.atMs,
          rank: 'fault',
          subject: backend,
          run: nowMs => this.#fault(backend, fault, nowMs),
        })
    })
  }

  /** False where the backend is down. */
  arrive(job: ReferenceJob, nowMs: number): boolean {
    this.#agenda.settle(nowMs)
    if (!this.backends[job.backend]!.up) return false
    job.arrivedMs = nowMs
    this.#offer(job, nowMs)
    return true
  }

  /** True where it was not accepted yet: it is forgotten. */
  withdraw(job: ReferenceJob, nowMs: number): boolean {
    this.#agenda.settle(nowMs)
    const { knocking } = this.backends[job.backend]!
    const at = knocking.indexOf(job)
    if (at === -1) return false
    knocking.splice(at, 1)
    this.#agenda.drop(job)
    return true
  }

  waitingOf(backend: number): number {
    return this.backends[backend]!.waiting.flat().length + this.backends[backend]!.knocking.length
  }

  idleServersOf(backend: number): number {
    const { spec, running } = this.backends[backend]!
    return spec.workers * spec.threads - running.length
  }

  /** Whose connections were accepted and who are not served. */
  acceptedOf(backend: number): number {
    return this.backends[backend]!.waiting.flat().length
  }

  report(backend: number, nowMs: number): ProbeReport {
    const { up, frozenMs, report } = this.backends[backend]!
    return { failed: !up || frozenMs !== undefined, inFlight: report.inFlight, latencyMs: report.latencyMs(nowMs) }
  }

  #offer(job: ReferenceJob, nowMs: number): void {
    const backend = this.backends[job.backend]!
    const { spec, lanes, random } = backend
    job.lane = lanes > 1 ? random.below(lanes) : 0
    const servers = (spec.workers * spec.threads) / lanes
    const room = spec.backlog + 1 + (lanes > 1 ? 1000 * lanes : 0)
    const taken =
      backend.frozenMs === undefined && backend.running.filter(({ lane }) => lane === job.lane).length < servers
    if (taken || backend.waiting.flat().length < room) job.met = backend.report.arrived()
    if (taken) this.#start(job, nowMs)
    else if (backend.waiting.flat().length < room) backend.waiting[job.lane]!.push(job)
    else {
      backend.knocking.push(job)
      this.#agenda.add({
        atMs: nowMs + 1000,
        rank: 'knock',
        subject: job,
        run: laterMs => {
          backend.knocking.splice(backend.knocking.indexOf(job), 1)
          this.#offer(job, laterMs)
        },
      })
    }
  }

  #start(job: ReferenceJob, nowMs: number): void {
    const backend = this.backends[job.backend]!
    job.startedMs = nowMs
    backend.running.push(job)
    job.endsMs = nowMs + this.#serviceMs(job, nowMs)
    this.#agenda.add({ atMs: job.endsMs, rank: 'end', subject: job, run: endMs => this.#end(job, endMs) })
  }

  #end(job: ReferenceJob, nowMs: number): void {
    const { running, waiting, report } = this.backends[job.backend]!
    running.splice(running.indexOf(job), 1)
    const follower = waiting[job.lane]!.shift()
    if (follower !== undefined) this.#start(follower, nowMs)
    if (job.ends === 'broken' || job.isCheck) report.lost()
    else report.completed(nowMs - job.arrivedMs, job.met, nowMs)
    this.#events.done(job, nowMs)
    this.#leaves(job.backend, nowMs)
  }

  #serviceMs(job: ReferenceJob, nowMs: number): number {
    const { spec, slowFactor, bootedMs, serviceMs, errors } = this.backends[job.backend]!
    const { errorShare, resetShare, closeShare, hangShare, hangMs, afterShare } = spec.failures
    const edges = [errorShare, errorShare + resetShare, errorShare + resetShare + closeShare]
    const hangs = job.failure >= edges[2]! && job.failure < edges[2]! + hangShare
    job.ends = hangs || (job.failure >= edges[0]! && job.failure < edges[2]!) ? 'broken' : 'answer'
    if (job.failure < edges[0]!) job.ends = 'error'
    job.status = spec.failures.status
    if (hangs) return hangMs
    if (job.ends === 'answer' && job.failure < errorShare + resetShare + closeShare + hangShare + errors.share) {
      job.ends = 'error'
      job.status = errors.status
    }
    const sinceBootMs = nowMs - bootedMs
    const { slowStart } = spec
    const warmingUp =
      slowStart !== undefined && sinceBootMs < slowStart.forMs
        ? 1 + (slowStart.factor - 1) * (1 - sinceBootMs / slowStart.forMs)
        : 1
    if (job.isCheck) return 0
    return serviceMs(job.demand) * slowFactor * warmingUp * (job.ends === 'answer' ? 1 : afterShare)
  }

  #fault(index: number, fault: BackendSpec['faults'][number], nowMs: number): void {
    const backend = this.backends[index]!
    const lives = backend.up || backend.stops
    if (fault.kind === 'slow') backend.slowFactor = fault.factor
    else if (fault.kind === 'errors') backend.errors = fault
    else if (fault.kind === 'recover') this.#recover(index, nowMs)
    else if (fault.kind === 'crash' && lives) this.#crash(index, nowMs)
    else if (fault.kind === 'stop' && backend.up) this.#stop(index, nowMs)
    else if (fault.kind === 'freeze' && lives && backend.frozenMs === undefined) {
      backend.frozenMs = nowMs
      for (const job of backend.running) this.#agenda.move(job, () => Infinity)
    } else if (fault.kind === 'thaw' && backend.frozenMs !== undefined) {
      this.#thaw(backend, nowMs)
      this.#events.recovered(index, nowMs)
    }
  }

  #recover(index: number, nowMs: number): void {
    const backend = this.backends[index]!
    backend.succeeded = backend.stops
    if (backend.up || backend.stops) return
    backend.up = true
    backend.bootedMs = nowMs
    this.#events.recovered(index, nowMs)
  }

  #crash(index: number, nowMs: number): void {
    const backend = this.backends[index]!
    const jobs = [...backend.running, ...backend.waiting.flat(), ...backend.knocking]
    for (const job of jobs) this.#agenda.drop(job)
    backend.up = false
    backend.stops = false
    backend.frozenMs = undefined
    backend.running = []
    backend.waiting = backend.waiting.map(() => [])
    backend.knocking = []
    backend.report.restarted()
    this.#events.crashed(index, jobs, nowMs)
  }

  #stop(index: number, nowMs: number): void {
    const backend = this.backends[index]!
    const { knocking } = backend
    backend.up = false
    backend.stops = true
    backend.succeeded = false
    if (backend.frozenMs !== undefined) this.#thaw(backend, nowMs)
    for (const job of knocking) this.#agenda.drop(job)
    backend.knocking = []
    this.#events.crashed(index, knocking, nowMs)
    this.#leaves(index, nowMs)
  }

  /** One that stops is gone once it has nothing to do. */
  #leaves(index: number, nowMs: number): void {
    const backend = this.backends[index]!
    if (!backend.stops || backend.running.length + backend.waiting.flat().length > 0) return
    backend.stops = false
    backend.report.restarted()
    if (backend.succeeded) this.#recover(index, nowMs)
  }

  #thaw(backend: ReferenceBackend, nowMs: number): void {
    const stoodMs = nowMs - backend.frozenMs!
    backend.frozenMs = undefined
    for (const job of backend.running) this.#agenda.move(job, () => job.endsMs + stoodMs)
    for (const job of backend.running) job.endsMs += stoodMs
    const servers = (backend.spec.workers * backend.spec.threads) / backend.lanes
    backend.waiting.forEach((queue, lane) => {
      while (queue.length > 0 && backend.running.filter(job => job.lane === lane).length < servers)
        this.#start(queue.shift()!, nowMs)
    })
  }
}
