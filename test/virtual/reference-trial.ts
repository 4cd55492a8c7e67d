import type { Flight } from '../../src/balancer/balancer.js'
import { createBalancer } from '../../src/balancer/create-balancer.js'
import { balancerBackends } from '../../src/balancer/from-specs.js'
import { errorKinds } from '../../src/bench/trial.js'
import { clientAddress } from '../../src/model/clients.js'
import { meanMs } from '../../src/model/distribution.js'
import { randomStream } from '../../src/model/random.js'
import { drawWorkload, type Workload } from '../../src/model/workload.js'
import type { Scenario } from '../../src/scenario/scenario.js'
import { findStrategy } from '../../src/strategies/index.js'
import type { Options } from '../../src/strategies/strategy.js'
import { outcome } from '../strategies/test-pool.js'
import { Agenda } from './reference-agenda.js'
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
  sentMs: number
  /** Of the current or last try. */
  backend: number
  job: ReferenceJob | undefined
  over: boolean
}

export interface ReferenceOptions {
  readonly scenario: Scenario
  readonly strategy: string
  readonly options: Options
  readonly seed: number
}

/**
 * A trial in virtual time told a second time, as plainly as can be: objects in lists, one sorted list of what will happen, no
 * thought of speed. Shares chance, distributions, workload, balancer and strategies with the engine, and nothing else.
 */
export function referenceTrial(options: ReferenceOptions): ReferenceRow[] {
  return new ReferenceTrial(options).run()
}

class ReferenceTrial {
  readonly #scenario: Scenario
  readonly #agenda = new Agenda()
  readonly #workload: Workload
  readonly #fleet: ReferenceFleet
  readonly #open: ((row: number) => Flight) | undefined
  /** For `ideal`: requests before the workers, first come first served. */
  #central: Asked[] = []
  /** For `ideal`: a try that was sent and has not arrived yet, a backend each. */
  readonly #coming: number[]
  readonly #rows: ReferenceRow[] = []
  readonly #askedOf = new Map<ReferenceJob, Asked>()
  #begun = 0
  #pauses = 0

  constructor({ scenario, strategy, options, seed }: ReferenceOptions) {
    const ideal = strategy === 'ideal'
    const { backends, traffic, run, balancer } = scenario
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
    const router = createBalancer({
      spec: balancer,
      backends: balancerBackends(backends),
      strategy: findStrategy(strategy),
      options,
      random: randomStream(seed, 'pick'),
    })
    const { client, kind } = this.#workload
    this.#open = row => {
      const path = traffic.requests[kind[row]!]!.path
      return router.open({ client: clientAddress(client[row]!), path })
    }
  }

  run(): ReferenceRow[] {
    const { traffic, run } = this.#scenario
    if (traffic.load.kind === 'closed')
      for (let user = 0; user < traffic.load.connections; user++) this.#think(-run.warmupMs)
    else
      for (let row = 0; row < this.#workload.size; row++) {
        const atMs = this.#workload.dueMs[row]!
        this.#agenda.add({ atMs, rank: 'request', subject: undefined, run: nowMs => this.#ask(nowMs) })
      }
    while (this.#agenda.step());
    return this.#rows.sort((a, b) => a.row - b.row)
  }

  #think(nowMs: number): void {
    const atMs = nowMs + (this.#workload.thinkMs[this.#pauses++] ?? 0)
    if (atMs >= this.#scenario.run.durationMs) return
    this.#agenda.add({ atMs, rank: 'request', subject: undefined, run: laterMs => this.#ask(laterMs) })
  }

  #ask(nowMs: number): void {
    if (this.#begun >= this.#workload.size) return
    const row = this.#begun++
    const asked: Asked = {
      row,
      dueMs: nowMs,
      flight: this.#open?.(row),
      tries: 0,
      sentMs: 0,
      backend: -1,
      job: undefined,
      over: false,
    }
    this.#agenda.add({
      atMs: nowMs + this.#scenario.traffic.timeoutMs,
      rank: 'client gives up',
      subject: asked,
      run: laterMs => this.#clientGivesUp(asked, laterMs),
    })
    this.#tryNext(asked, 502, nowMs)
  }

  #tryNext(asked: Asked, statusIfNone: number, nowMs: number): void {
    let status = statusIfNone
    for (;;) {
      const backend = this.#choose(asked, nowMs)
      if (backend === 'wait') return
      if (backend === -1) break
      asked.tries++
      if (this.#send(asked, backend, nowMs)) return
      this.#tryEnded(asked, true, 0, nowMs)
      this.#serveCentral(nowMs)
      status = 502
    }
    this.#finish(asked, { status, backend: -1, queueMs: Number.NaN, appMs: Number.NaN }, nowMs)
  }

  #choose(asked: Asked, nowMs: number): number | 'wait' {
    if (asked.flight !== undefined) return asked.flight.next(nowMs)
    if (asked.tries > this.#scenario.balancer.retry.count) return -1
    const best = this.#fastestIdle()
    if (best !== -1) return best
    this.#central.push(asked)
    return 'wait'
  }

  #fastestIdle(): number {
    const { backends } = this.#scenario
    const idle = backends.flatMap((spec, i) => {
      const free = this.#fleet.idleServersOf(i) - this.#coming[i]!
      return this.#fleet.backends[i]!.up && !spec.backup && free > 0 ? [i] : []
    })
    return idle.sort((a, b) => meanMs(backends[a]!.latency) - meanMs(backends[b]!.latency))[0] ?? -1
  }

  #serveCentral(nowMs: number): void {
    while (this.#open === undefined && this.#central.length > 0 && this.#fastestIdle() !== -1)
      this.#tryNext(this.#central.shift()!, 502, nowMs)
  }

  /** False where the connection is refused. */
  #send(asked: Asked, backend: number, nowMs: number): boolean {
    const { row } = asked
    const [demand, failure] = [this.#workload.demand[row]!, this.#workload.failure[row]!]
    const job: ReferenceJob = {
      ...{ backend, demand, failure, arrivedMs: nowMs, startedMs: nowMs, lane: 0 },
      ...{ ends: 'answer', abandoned: false },
    }
    asked.sentMs = nowMs
    asked.backend = backend
    this.#coming[backend]!++
    const accepted = this.#fleet.arrive(job, nowMs)
    this.#coming[backend]!--
    if (!accepted) return false
    asked.job = job
    this.#askedOf.set(job, asked)
    const { readTimeoutMs } = this.#scenario.balancer
    if (readTimeoutMs < this.#scenario.traffic.timeoutMs)
      this.#agenda.add({
        atMs: nowMs + readTimeoutMs,
        rank: 'balancer gives up',
        subject: asked,
        run: laterMs => {
          if (asked.job === job) this.#balancerGivesUp(asked, laterMs)
        },
      })
    return true
  }

  #done(job: ReferenceJob, nowMs: number): void {
    this.#serveCentral(nowMs)
    if (job.abandoned) return
    const asked = this.#askedOf.get(job)!
    asked.job = undefined
    if (job.ends === 'broken') {
      this.#failed(asked, 502, nowMs)
      return
    }
    const { failures } = this.#scenario.backends[job.backend]!
    const status = job.ends === 'answer' ? 200 : failures.status
    this.#tryEnded(asked, false, status, nowMs)
    const times = { queueMs: job.startedMs - job.arrivedMs, appMs: nowMs - job.startedMs }
    this.#finish(asked, { status, backend: job.backend, ...times }, nowMs)
  }

  #lost(job: ReferenceJob, nowMs: number): void {
    this.#serveCentral(nowMs)
    if (job.abandoned) return
    const asked = this.#askedOf.get(job)!
    asked.job = undefined
    this.#failed(asked, 502, nowMs)
  }

  #failed(asked: Asked, status: number, nowMs: number): void {
    this.#tryEnded(asked, true, 0, nowMs)
    const { method } = this.#scenario.traffic.requests[this.#workload.kind[asked.row]!]!
    if (method === 'POST' || method === 'PATCH')
      this.#finish(asked, { status, backend: -1, queueMs: Number.NaN, appMs: Number.NaN }, nowMs)
    else this.#tryNext(asked, status, nowMs)
  }

  #clientGivesUp(asked: Asked, nowMs: number): void {
    if (asked.over) return
    this.#central = this.#central.filter(other => other !== asked)
    if (asked.job !== undefined) this.#tryEnded(asked, false, 0, nowMs)
    const nothing = { backend: -1, queueMs: Number.NaN, appMs: Number.NaN }
    this.#finish(asked, { status: errorKinds.timeout, ...nothing }, nowMs)
    if (asked.job !== undefined) this.#abandon(asked, nowMs)
  }

  #balancerGivesUp(asked: Asked, nowMs: number): void {
    this.#abandon(asked, nowMs)
    this.#failed(asked, 504, nowMs)
  }

  #abandon(asked: Asked, nowMs: number): void {
    const job = asked.job!
    asked.job = undefined
    job.abandoned = true
    if (this.#fleet.withdraw(job, nowMs)) this.#serveCentral(nowMs)
  }

  #tryEnded(asked: Asked, failed: boolean, status: number, nowMs: number): void {
    asked.flight?.ended(asked.backend, outcome({ failed, status, latencyMs: nowMs - asked.sentMs }), nowMs)
  }

  #finish(asked: Asked, how: Pick<ReferenceRow, 'status' | 'backend' | 'queueMs' | 'appMs'>, nowMs: number): void {
    const { row, dueMs, tries } = asked
    asked.over = true
    this.#agenda.drop(asked)
    this.#rows.push({ row, dueMs, doneMs: nowMs, client: this.#workload.client[row]!, tries, ...how })
    if (this.#scenario.traffic.load.kind === 'closed') this.#think(nowMs === dueMs ? nowMs + 1 : nowMs)
  }
}
