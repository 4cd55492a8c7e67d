import type { BackendSpec } from '../../model/backend-spec.js'
import { startsDown } from '../../model/faults.js'
import { type Fate, FleetModel } from '../../model/fleet-model.js'
import type { LoadAnswer } from '../../model/fleet-reports.js'
import type { FleetWorld } from '../../model/fleet-world.js'
import { arrivedMs, fate, startMs } from '../../model/job-table.js'
import { randomStream } from '../../model/random.js'
import { sessionEnds } from '../../model/sessions.js'
import { monotonicMs } from '../clock.js'
import type { Family } from '../metrics/family.js'
import { FleetCounts } from './fleet-counts.js'
import { fleetFamilies } from './fleet-families.js'
import type { SessionDesk } from './session-desk.js'
import { type ArrivedRequest, SimulatedBackend } from './simulated-backend.js'
import type { SimulatedFleetOptions } from './simulated-fleet-options.js'

/**
 * The simulated backends of one process. What they do with requests is a `FleetModel` on trial time (0 = measuring begins);
 * this class gives it the wire and real timers.
 */
export class SimulatedFleet {
  readonly #options: SimulatedFleetOptions
  readonly #backends: readonly SimulatedBackend[]
  #model: FleetModel
  #startAt: number
  readonly #counts: FleetCounts | undefined
  /** Requests, and whose they are, by job number; free numbers are reused, so the arrays stay as long as the longest queue. */
  readonly #requests: (ArrivedRequest | undefined)[] = []
  readonly #backendOf: number[] = []
  readonly #free: number[] = []
  /** Whom nobody but `start` wakes. */
  readonly #down: Set<number>
  /** What waits until a backend stands still no more. */
  readonly #held: (() => void)[][]
  /** Each backend's last attempt to listen. */
  readonly #listening: Promise<void>[] = []

  constructor(options: SimulatedFleetOptions) {
    const { specs, ports, host, seed, reports, sessions } = options
    this.#options = options
    this.#down = new Set(options.down)
    this.#held = specs.map(() => [])
    this.#backends = specs.map((spec, backend) => {
      const arrived = (request: ArrivedRequest): void => this.#arrived(backend, request)
      const load = (): LoadAnswer | undefined => (reports ? this.#load(backend) : undefined)
      return new SimulatedBackend({
        spec,
        port: ports[backend]!,
        host,
        seed,
        arrived,
        load,
        awake: act => this.#whenAwake(backend, act),
        sessionSeconds: sessions?.lifeSeconds,
      })
    })
    this.#startAt = monotonicMs()
    this.#counts = options.metrics === true ? new FleetCounts(specs.length) : undefined
    this.#model = this.#createModel(
      specs.map(spec => ({ ...spec, faults: startsDown(spec) ? [{ atMs: Infinity, kind: 'recover' as const }] : [] })),
      0,
    )
  }

  /** All that run listen; resolves to the ports of all. */
  boot(): Promise<number[]> {
    return Promise.all(this.#backends.map((backend, i) => backend.boot(!this.#model.up(i))))
  }

  /** Starts one that does not run; resolves once it takes connections. Nothing happens where it runs. */
  async start(backend: number): Promise<void> {
    this.#down.delete(backend)
    this.#model.start(backend, monotonicMs() - this.#startAt)
    this.#options.wake(this.nextMs())
    await this.#listening[backend]
  }

  /** Ends one at once, with all that is in it. */
  stop(backend: number): void {
    this.#down.add(backend)
    this.#model.stop(backend, monotonicMs() - this.#startAt)
  }

  /** Takes nothing new, and resolves once all that is here has been answered, or was reset after `graceMs`. */
  async leave(graceMs: number): Promise<void> {
    await Promise.all(this.#backends.map(backend => backend.leave(graceMs)))
  }

  /** Starts afresh for a trial whose measuring begins at `startAt`: empty queues, faults at their times. */
  begin(startAt: number, warmupMs: number): void {
    this.#startAt = startAt
    this.#model = this.#createModel(this.#options.specs, -warmupMs)
    this.#options.wake(this.nextMs())
  }

  /** Does everything that is due by `nowMs`, monotonic clock. */
  advance(nowMs: number): void {
    this.#model.advance(nowMs - this.#startAt)
  }

  /** When `advance` must be called next, monotonic clock; Infinity where nothing is planned. */
  nextMs(): number {
    return this.#model.nextEventMs() + this.#startAt
  }

  /** What is counted, with `metrics` only. */
  families(): Family[] {
    if (this.#counts === undefined) return []
    const { specs } = this.#options
    return fleetFamilies({
      backends: specs.map(({ name }) => name),
      counts: this.#counts,
      up: backend => this.#model.up(backend),
      waiting: backend => this.#model.waiting(backend),
      knocking: backend => this.#model.knocking(backend),
      present: backend => this.#requests.filter((request, job) => request && this.#backendOf[job] === backend).length,
    })
  }

  #createModel(specs: readonly BackendSpec[], bootMs: number): FleetModel {
    const { seed, reports, sessions } = this.#options
    const world: FleetWorld = {
      lane: backend => randomStream(seed, `lane ${specs[backend]!.name}`),
      bootMs,
      done: (job, endMs) => this.#done(job, endMs),
      burn: (job, cpuMs, worker) => this.#burn(job, cpuMs, worker),
      crashed: (backend, jobs) => {
        for (const job of jobs) this.#lose(backend, job)
        sessions?.died(backend)
        this.#held[backend] = []
        this.#backends[backend]!.crash()
      },
      stopping: (backend, jobs) => {
        for (const job of jobs) this.#lose(backend, job).reply.reset()
        this.#wakeUp(backend)
        this.#backends[backend]!.stop()
      },
      stopped: backend => sessions?.died(backend),
      thawed: backend => this.#wakeUp(backend),
      ...(sessions && { session: (job: number): number => this.#visit(job, sessions) }),
      recovered: backend => {
        this.#listening[backend] = this.#backends[backend]!.recover()
      },
    }
    const model = new FleetModel(specs, world, { reports })
    for (const backend of this.#down) model.stop(backend, bootMs)
    return model
  }

  #arrived(backend: number, request: ArrivedRequest): void {
    const { demand, failure } = request
    const now = monotonicMs()
    this.advance(now)
    const job = this.#free.pop() ?? this.#requests.length
    this.#requests[job] = request
    this.#backendOf[job] = backend
    const atMs = now - this.#startAt
    this.#model.asks(job, request.session?.ask ?? sessionEnds.none)
    const admission =
      demand === undefined
        ? this.#model.check(backend, job, failure, atMs)
        : this.#model.arrive(backend, job, demand, failure, atMs)
    if (admission === 'down') this.#lose(backend, job).reply.reset()
    this.#options.wake(this.nextMs())
  }

  #whenAwake(backend: number, act: () => void): void {
    this.advance(monotonicMs())
    if (this.#model.frozen(backend)) this.#held[backend]!.push(act)
    else act()
  }

  #wakeUp(backend: number): void {
    const held = this.#held[backend]!
    this.#held[backend] = []
    for (const act of held) act()
  }

  #load(backend: number): LoadAnswer {
    const nowMs = monotonicMs()
    this.advance(nowMs)
    return this.#model.report(backend, nowMs - this.#startAt)
  }

  #done(job: number, endMs: number): void {
    const { doubles, integers, status } = this.#model.jobs
    const beganMs = doubles[8 * job + startMs]!
    const queueMs = beganMs - doubles[8 * job + arrivedMs]!
    const backend = this.#backendOf[job]!
    const how = integers[16 * job + fate] as Fate
    const request = this.#release(job)
    if (request.demand === undefined) this.#counts?.checked(backend)
    else this.#counts?.ended(backend, how, queueMs, endMs - beganMs)
    this.#backends[backend]!.answer(request, {
      ...{ fate: how, errorStatus: status[job]!, queueMs, appMs: endMs - beganMs },
      waiting: this.#model.waiting(backend),
    })
  }

  #burn(job: number, cpuMs: number, worker: number): void {
    const model = this.#model
    this.#options.burners[this.#backendOf[job]!]!.burn(worker, cpuMs, () => {
      if (model !== this.#model) return
      model.finish(job, monotonicMs() - this.#startAt)
      this.#options.wake(this.nextMs())
    })
  }

  #lose(backend: number, job: number): ArrivedRequest {
    const request = this.#release(job)
    if (request.demand !== undefined) this.#counts?.crashed(backend)
    return request
  }

  /** As `FleetWorld.session`. */
  #visit(job: number, sessions: SessionDesk): number {
    const model = this.#model
    const request = this.#requests[job]!
    const visit = request.session!
    const tookMs = sessions.serve(this.#backendOf[job]!, visit, storeMs => {
      if (model !== this.#model) return
      const nowMs = monotonicMs() - this.#startAt
      model.advance(nowMs)
      // The backend may have died meanwhile, or just now, and its jobs with it.
      if (this.#requests[job] !== request) return
      model.jobs.session[job] = visit.end
      model.stored(job, storeMs, nowMs)
      this.#options.wake(this.nextMs())
    })
    model.jobs.session[job] = visit.end
    return tookMs
  }

  #release(job: number): ArrivedRequest {
    const request = this.#requests[job]!
    this.#requests[job] = undefined
    this.#free.push(job)
    return request
  }
}
