import type { BackendSpec } from '../../model/backend-spec.js'
import { type Fate, FleetModel } from '../../model/fleet-model.js'
import { arrivedMs, fate, startMs } from '../../model/job-table.js'
import { randomStream } from '../../model/random.js'
import { monotonicMs } from '../clock.js'
import type { WireReply } from '../wire/wire-server.js'
import type { CpuBurner } from './cpu-burner.js'
import { type ArrivedRequest, SimulatedBackend } from './simulated-backend.js'

export interface SimulatedFleetOptions {
  readonly specs: readonly BackendSpec[]
  /** A port a backend; 0 for any free one. */
  readonly ports: readonly number[]
  readonly host: string
  readonly seed: number
  /** For each backend that burns CPU. */
  readonly burners: readonly (CpuBurner | undefined)[]
  /** Asks to have `advance` called at this time of the monotonic clock, or earlier. */
  readonly wake: (atMs: number) => void
}

/**
 * The simulated backends of one process. What they do with requests is a `FleetModel` on trial time (0 = measuring begins);
 * this class gives it the wire and real timers.
 */
export class SimulatedFleet {
  readonly #options: SimulatedFleetOptions
  readonly #backends: readonly SimulatedBackend[]
  #model: FleetModel
  #startAt: number
  /** Replies, and whose they are, by job number; free numbers are reused, so the arrays stay as long as the longest queue. */
  readonly #replies: (WireReply | undefined)[] = []
  readonly #backendOf: number[] = []
  readonly #free: number[] = []

  constructor(options: SimulatedFleetOptions) {
    const { specs, ports, host, seed } = options
    this.#options = options
    this.#backends = specs.map((spec, backend) => {
      const arrived = (request: ArrivedRequest): void => this.#arrived(backend, request)
      return new SimulatedBackend({ spec, port: ports[backend]!, host, seed, arrived })
    })
    this.#startAt = monotonicMs()
    this.#model = this.#createModel(
      specs.map(spec => ({ ...spec, faults: [] })),
      0,
    )
  }

  /** All listen; resolves to their ports. */
  boot(): Promise<number[]> {
    return Promise.all(this.#backends.map(backend => backend.boot()))
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

  #createModel(specs: readonly BackendSpec[], bootMs: number): FleetModel {
    const { seed } = this.#options
    return new FleetModel(specs, {
      lane: backend => randomStream(seed, `lane ${specs[backend]!.name}`),
      bootMs,
      done: (job, endMs) => this.#done(job, endMs),
      burn: (job, cpuMs, worker) => this.#burn(job, cpuMs, worker),
      crashed: (backend, jobs) => {
        for (const job of jobs) this.#release(job)
        this.#backends[backend]!.crash()
      },
      recovered: backend => this.#backends[backend]!.recover(),
    })
  }

  #arrived(backend: number, { reply, demand, failure }: ArrivedRequest): void {
    const now = monotonicMs()
    this.advance(now)
    const job = this.#free.pop() ?? this.#replies.length
    this.#replies[job] = reply
    this.#backendOf[job] = backend
    if (this.#model.arrive(backend, job, demand, failure, now - this.#startAt) === 'down') this.#release(job).reset()
    this.#options.wake(this.nextMs())
  }

  #done(job: number, endMs: number): void {
    const { doubles, integers } = this.#model.jobs
    const beganMs = doubles[8 * job + startMs]!
    const queueMs = beganMs - doubles[8 * job + arrivedMs]!
    const backend = this.#backends[this.#backendOf[job]!]!
    backend.answer(this.#release(job), integers[16 * job + fate] as Fate, queueMs, endMs - beganMs)
  }

  #burn(job: number, cpuMs: number, worker: number): void {
    const model = this.#model
    this.#options.burners[this.#backendOf[job]!]!.burn(worker, cpuMs, () => {
      if (model !== this.#model) return
      model.finish(job, monotonicMs() - this.#startAt)
      this.#options.wake(this.nextMs())
    })
  }

  #release(job: number): WireReply {
    const reply = this.#replies[job]!
    this.#replies[job] = undefined
    this.#free.push(job)
    return reply
  }
}
