import { type Flight, held, refused, shed } from '../../src/balancer/balancer.js'
import { specFor } from '../../src/balancer/spec-for.js'
import { errorKinds } from '../../src/bench/trial.js'
import type { BalancerStats } from '../../src/model/balancer-stats.js'
import { meanMs } from '../../src/model/distribution.js'
import { drawWorkload, type Workload } from '../../src/model/workload.js'
import type { Scenario } from '../../src/scenario/scenario.js'
import { findStrategy } from '../../src/strategies/index.js'
import type { Cause, Options, Outcome } from '../../src/strategies/strategy.js'
import { Agenda } from './reference-agenda.js'
import { ReferenceBalancer } from './reference-balancer.js'
import { ReferenceFleet, type ReferenceJob } from './reference-fleet.js'

/** How a request went. */
export interface ReferenceRow {
  readonly row: number
  readonly dueMs: number
  readonly doneMs: number
  readonly status: number
  readonly backend: number
  readonly client: number
  readonly queueMs: number
  readonly appMs: number
  readonly tries: number
}

interface Asked {
  readonly row: number
  readonly dueMs: number
  /** Undefined for `ideal`. */
  readonly flight: Flight | undefined
  tries: number
  running: ReferenceJob[]
  /** Held: what it is told where nothing comes of it. */
  waits: number | undefined
  over: boolean
}

export interface ReferenceOptions {
  readonly scenario: Scenario
  readonly strategy: string
  readonly options: Options
  readonly seed: number
}

export interface ReferenceResult {
  readonly rows: readonly ReferenceRow[]
  readonly balancer: BalancerStats | undefined
}

/**
 * A trial in virtual time told a second time, as plainly as can be: objects in lists, one sorted list of what will happen, no
 * thought of speed. Shares chance, distributions, workload, balancer and strategies with the engine, and nothing else.
 */
export function referenceTrial(options: ReferenceOptions): ReferenceResult {
  const { scenario, strategy } = options
  if (strategy === 'ideal') return new ReferenceTrial(options).run()
  const balancer = specFor(scenario.balancer, findStrategy(strategy), options.options)
  return new ReferenceTrial({ ...options, scenario: { ...scenario, balancer } }).run()
}

const unanswered = { backend: -1, queueMs: Number.NaN, appMs: Number.NaN }

class ReferenceTrial {
  readonly #scenario: Scenario
  readonly #agenda = new Agenda()
  readonly #workload: Workload
  readonly #fleet: ReferenceFleet
  /** Undefined for `ideal`. */
  readonly #balancer: ReferenceBalancer | undefined
  /** For `ideal`: requests before the workers, first come first served. */
  #central: Asked[] = []
  /** For `ideal`: a try that was sent and has not arrived yet, a backend each. */
  readonly #coming: number[]
  readonly #rows: ReferenceRow[] = []
  readonly #asked = new Map<number, Asked>()
  readonly #askedOf = new Map<ReferenceJob, Asked>()
  /** Requests, and users who think, that will be due. */
  #toCome = 0
  #begun = 0
  #pauses = 0

  constructor(options: ReferenceOptions) {
    const { scenario, strategy, seed } = options
    const ideal = strategy === 'ideal'
    const { backends, traffic, run } = scenario
    this.#scenario = scenario
    this.#workload = drawWorkload({ traffic, warmupMs: run.warmupMs, durationMs: run.durationMs, seed })
    const specs = ideal
      ? backends.map(spec => ({ ...spec, workers: spec.workers * spec.threads, threads: 1 }))
      : backends
    this.#coming = specs.map(() => 0)
    this.#fleet = new ReferenceFleet(specs, seed, -run.warmupMs, this.#agenda, {
      done: (job, nowMs) => this.#done(job, nowMs),
      crashed: (_, jobs, nowMs) => {
        for (const job of jobs) this.#lost(job, nowMs)
      },
      recovered: (_, nowMs) => this.#serveCentral(nowMs),
    })
    if (ideal) return
    this.#balancer = new ReferenceBalancer(options, this.#agenda, this.#fleet)
    this.#balancer.resumed = (row, nowMs) => this.#resume(this.#asked.get(row), nowMs)
    this.#balancer.hedged = (row, nowMs) => this.#hedge(this.#asked.get(row), nowMs)
  }

  run(): ReferenceResult {
    const { traffic, run } = this.#scenario
    if (traffic.load.kind === 'closed')
      for (let user = 0; user < traffic.load.connections; user++) this.#think(-run.warmupMs)
    else for (let row = 0; row < this.#workload.size; row++) this.#plan(this.#workload.dueMs[row]!)
    while (this.#toCome > 0 || this.#begun > this.#rows.length) this.#agenda.step()
    while (this.#agenda.nextMs() <= this.#agenda.nowMs) this.#agenda.step()
    return { rows: this.#rows.sort((a, b) => a.row - b.row), balancer: this.#balancer?.balancer.stats }
  }

  #think(nowMs: number): void {
    const atMs = nowMs + (this.#workload.thinkMs[this.#pauses++] ?? 0)
    if (atMs < this.#scenario.run.durationMs) this.#plan(atMs)
  }

  #plan(atMs: number): void {
    this.#toCome++
    this.#agenda.add({ atMs, rank: 'request', subject: undefined, run: nowMs => this.#ask(nowMs) })
  }

  #ask(nowMs: number): void {
    this.#toCome--
    if (this.#begun >= this.#workload.size) return
    const row = this.#begun++
    const request = { row, client: this.#workload.client[row]!, kind: this.#workload.kind[row]! }
    const asked: Asked = {
      ...{ row, dueMs: nowMs, flight: this.#balancer?.open(request, nowMs) },
      ...{ tries: 0, running: [], waits: undefined, over: false },
    }
    this.#asked.set(row, asked)
    this.#agenda.add({
      atMs: nowMs + this.#scenario.traffic.timeoutMs,
      rank: 'client gives up',
      subject: asked,
      run: laterMs => this.#clientGivesUp(asked, laterMs),
    })
    this.#tryNext(asked, 502, nowMs)
  }

  #resume(asked: Asked | undefined, nowMs: number): void {
    if (asked?.waits === undefined) return
    const { waits } = asked
    asked.waits = undefined
    this.#tryNext(asked, waits, nowMs)
  }

  #hedge(asked: Asked | undefined, nowMs: number): void {
    if (asked !== undefined && asked.waits === undefined && asked.running.length > 0) this.#tryNext(asked, 502, nowMs)
  }

  #tryNext(asked: Asked, statusIfNone: number, nowMs: number): void {
    for (let status = statusIfNone; ; status = 502) {
      const backend = this.#choose(asked, nowMs)
      if (backend === held) asked.waits = status
      else if (backend < 0 && asked.running.length === 0)
        this.#finish(asked, { ...unanswered, status: backend === shed ? 503 : status }, nowMs)
      if (backend < 0) return
      asked.tries++
      const job = this.#send(asked, backend, nowMs)
      if (job === undefined || !this.#goesOn(asked, job, 'connect', 502, nowMs)) return
    }
  }

  #choose(asked: Asked, nowMs: number): number {
    if (asked.flight !== undefined) return asked.flight.next(nowMs)
    if (asked.tries > this.#scenario.balancer.retry.count) return refused
    const best = this.#fastestIdle()
    if (best !== -1) return best
    this.#central.push(asked)
    return held
  }

  #fastestIdle(): number {
    const { backends } = this.#scenario
    const idle = backends.flatMap((spec, i) => {
      const free = this.#fleet.idleServersOf(i) - this.#coming[i]!
      const { up, frozenMs } = this.#fleet.backends[i]!
      return up && frozenMs === undefined && !spec.backup && free > 0 ? [i] : []
    })
    return idle.sort((a, b) => meanMs(backends[a]!.latency) - meanMs(backends[b]!.latency))[0] ?? -1
  }

  #serveCentral(nowMs: number): void {
    while (this.#balancer === undefined && this.#central.length > 0 && this.#fastestIdle() !== -1)
      this.#resume(this.#central.shift()!, nowMs)
  }

  /** The job where the connection is refused. */
  #send(asked: Asked, backend: number, nowMs: number): ReferenceJob | undefined {
    const { row } = asked
    const [demand, failure] = [this.#workload.demand[row]!, this.#workload.failure[row]!]
    const job: ReferenceJob = {
      ...{ backend, demand, failure, arrivedMs: nowMs, startedMs: nowMs, lane: 0 },
      ...{ ends: 'answer', status: 0, endsMs: 0, abandoned: false, isCheck: false, met: 0 },
    }
    this.#askedOf.set(job, asked)
    asked.running.push(job)
    this.#coming[backend]!++
    const accepted = this.#fleet.arrive(job, nowMs)
    this.#coming[backend]!--
    if (!accepted) return job
    const { readTimeoutMs } = this.#scenario.balancer
    const runs = (laterMs: number): void => {
      if (asked.running.includes(job)) this.#balancerGivesUp(asked, job, laterMs)
    }
    if (readTimeoutMs < this.#scenario.traffic.timeoutMs)
      this.#agenda.add({ atMs: nowMs + readTimeoutMs, rank: 'balancer gives up', subject: asked, run: runs })
    return undefined
  }

  #done(job: ReferenceJob, nowMs: number): void {
    this.#serveCentral(nowMs)
    if (job.isCheck) this.#balancer!.ended(job, false, nowMs)
    else if (!job.abandoned) {
      if (job.ends === 'broken') this.#failed(job, 'reset', 502, nowMs)
      else this.#answered(job, nowMs)
    }
  }

  #lost(job: ReferenceJob, nowMs: number): void {
    this.#serveCentral(nowMs)
    if (job.isCheck) this.#balancer!.ended(job, true, nowMs)
    else if (!job.abandoned) this.#failed(job, 'reset', 502, nowMs)
  }

  #failed(job: ReferenceJob, cause: Cause, status: number, nowMs: number): void {
    const asked = this.#askedOf.get(job)!
    if (this.#goesOn(asked, job, cause, status, nowMs)) this.#tryNext(asked, status, nowMs)
  }

  /** A try failed: whether the request is to be sent again. */
  #goesOn(asked: Asked, job: ReferenceJob, cause: Cause, status: number, nowMs: number): boolean {
    const outcome = this.#tryEnded(asked, job, { cause, failed: true }, nowMs)
    const alone = asked.running.length === 0 && asked.waits === undefined
    const again = alone && this.#retries(asked, outcome, nowMs)
    this.#serveCentral(nowMs)
    if (asked.waits !== undefined) asked.waits = status
    if (alone && !again) this.#finish(asked, { ...unanswered, status }, nowMs)
    return again
  }

  #retries(asked: Asked, outcome: Outcome, nowMs: number): boolean {
    if (asked.flight !== undefined) return asked.flight.retries(outcome, nowMs)
    const { method } = this.#scenario.traffic.requests[this.#workload.kind[asked.row]!]!
    return outcome.cause === 'connect' || (method !== 'POST' && method !== 'PATCH')
  }

  #answered(job: ReferenceJob, nowMs: number): void {
    const asked = this.#askedOf.get(job)!
    const status = job.ends === 'answer' ? 200 : job.status
    const losers = asked.running.filter(other => other !== job)
    const alone = losers.length === 0 && asked.waits === undefined
    for (const loser of losers) this.#tryEnded(asked, loser, { cause: 'cancelled' }, nowMs)
    const [serviceMs, queued] = [nowMs - job.startedMs, this.#fleet.acceptedOf(job.backend)]
    const outcome = this.#tryEnded(asked, job, { status, serviceMs, queued }, nowMs)
    if (alone && asked.flight?.retries(outcome, nowMs)) {
      this.#tryNext(asked, 502, nowMs)
      return
    }
    const times = { queueMs: job.startedMs - job.arrivedMs, appMs: nowMs - job.startedMs }
    if (asked.flight !== undefined)
      this.#balancer!.keepCookie(asked.flight, this.#workload.client[asked.row]!, job.backend, nowMs)
    this.#finish(asked, { status, backend: job.backend, ...times }, nowMs)
    for (const loser of losers) this.#abandon(loser, nowMs)
  }

  #clientGivesUp(asked: Asked, nowMs: number): void {
    if (asked.over) return
    this.#central = this.#central.filter(other => other !== asked)
    const running = [...asked.running]
    for (const job of running) this.#tryEnded(asked, job, { cause: 'cancelled' }, nowMs)
    this.#finish(asked, { ...unanswered, status: errorKinds.timeout }, nowMs)
    for (const job of running) this.#abandon(job, nowMs)
  }

  #balancerGivesUp(asked: Asked, job: ReferenceJob, nowMs: number): void {
    const outcome = this.#tryEnded(asked, job, { cause: 'timeout', failed: true }, nowMs)
    const alone = asked.running.length === 0 && asked.waits === undefined
    const again = alone && this.#retries(asked, outcome, nowMs)
    if (asked.waits !== undefined) asked.waits = 504
    this.#abandon(job, nowMs)
    if (again) this.#tryNext(asked, 504, nowMs)
    else if (alone) this.#finish(asked, { ...unanswered, status: 504 }, nowMs)
  }

  #abandon(job: ReferenceJob, nowMs: number): void {
    job.abandoned = true
    if (this.#fleet.withdraw(job, nowMs)) this.#serveCentral(nowMs)
  }

  #tryEnded(asked: Asked, job: ReferenceJob, how: Partial<Outcome>, nowMs: number): Outcome {
    asked.running = asked.running.filter(other => other !== job)
    const latencyMs = nowMs - job.arrivedMs
    const silent = { cause: 'answer', failed: false, status: 0, serviceMs: Number.NaN, queued: Number.NaN } as const
    const outcome = { ...silent, latencyMs, headMs: latencyMs, ...how }
    asked.flight?.ended(job.backend, outcome, nowMs)
    return outcome
  }

  #finish(asked: Asked, how: Omit<ReferenceRow, 'row' | 'dueMs' | 'doneMs' | 'client' | 'tries'>, nowMs: number): void {
    const { row, dueMs, tries } = asked
    asked.over = true
    asked.flight?.close(nowMs)
    this.#asked.delete(row)
    this.#agenda.drop(asked)
    this.#rows.push({ row, dueMs, doneMs: nowMs, client: this.#workload.client[row]!, tries, ...how })
    if (this.#scenario.traffic.load.kind === 'closed') this.#think(nowMs === dueMs ? nowMs + 1 : nowMs)
  }
}
