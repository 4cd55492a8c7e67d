import { BackendModel, type Fate } from '../../model/backend-model.js'
import type { BackendSpec } from '../../model/backend-spec.js'
import { type Random, randomStream } from '../../model/random.js'
import { monotonicMs } from '../clock.js'
import { listen } from '../listen.js'
import { headers } from '../protocol.js'
import { createWireServer, type WireReply, type WireRequest, type WireServer } from '../wire/wire-server.js'
import type { CpuBurner } from './cpu-burner.js'

export interface SimulatedBackendOptions {
  readonly spec: BackendSpec
  readonly port: number
  readonly host: string
  readonly seed: number
  readonly burner: CpuBurner | undefined
  /** Asks to have `advance` called at this time of the monotonic clock, or earlier. */
  readonly wake: (atMs: number) => void
}

/**
 * One Flask-like backend: a real HTTP server whose service times come from a `BackendModel`. The model runs on trial time
 * (0 = measuring begins); this class gives it the wire and real timers.
 */
export class SimulatedBackend {
  readonly #options: SimulatedBackendOptions
  readonly #server: WireServer
  readonly #chance: Random
  #model: BackendModel
  #startAt: number
  #port = 0
  /** Replies by job number; free numbers are reused, so the arrays stay as long as the longest queue. */
  readonly #replies: (WireReply | undefined)[] = []
  readonly #free: number[] = []

  constructor(options: SimulatedBackendOptions) {
    this.#options = options
    this.#chance = randomStream(options.seed, `unplanned ${options.spec.name}`)
    this.#server = createWireServer((request, reply) => this.#serve(request, reply), {
      keepAliveMs: options.spec.keepAliveMs,
    })
    this.#startAt = monotonicMs()
    this.#model = this.#createModel({ ...options.spec, faults: [] }, 0)
  }

  /** Listens; resolves to the port. */
  async boot(): Promise<number> {
    const { spec, port, host } = this.#options
    this.#port = await listen(this.#server, port, host, `backend ${spec.name}`)
    return this.#port
  }

  /** Starts afresh for a trial whose measuring begins at `startAt`: an empty queue, faults at their times. */
  begin(startAt: number, warmupMs: number): void {
    this.#startAt = startAt
    this.#model = this.#createModel(this.#options.spec, -warmupMs)
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

  #createModel(spec: BackendSpec, bootMs: number): BackendModel {
    const { burner, seed } = this.#options
    return new BackendModel(spec, {
      lane: randomStream(seed, `lane ${spec.name}`),
      bootMs,
      done: (job, fate, queueMs, appMs) => this.#answer(job, fate, queueMs, appMs),
      burn: (job, cpuMs, worker) => this.#burn(burner, job, cpuMs, worker),
      crashed: jobs => this.#crash(jobs),
      recovered: () => this.#recover(),
    })
  }

  #serve(request: WireRequest, reply: WireReply): void {
    if (request.header(headers.prime) !== undefined) {
      reply.send(200, `${headers.backend}: ${this.#options.spec.name}\r\n`, '')
      return
    }
    const now = monotonicMs()
    const job = this.#free.pop() ?? this.#replies.length
    this.#replies[job] = reply
    this.advance(now)
    this.#model.arrive(
      job,
      this.#draw(request, headers.demand),
      this.#draw(request, headers.failure),
      now - this.#startAt,
    )
    this.#options.wake(this.nextMs())
  }

  /** The number the generator drew for this request; traffic that is not ours gets one of our own. */
  #draw(request: WireRequest, header: string): number {
    const value = Number(request.header(header) ?? Number.NaN)
    return value >= 0 && value < 1 ? value : this.#chance.next()
  }

  #burn(burner: CpuBurner | undefined, job: number, cpuMs: number, worker: number): void {
    const model = this.#model
    burner!.burn(worker, cpuMs, () => {
      if (model !== this.#model) return
      model.finish(job, monotonicMs() - this.#startAt)
      this.#options.wake(this.nextMs())
    })
  }

  #answer(job: number, fate: Fate, queueMs: number, appMs: number): void {
    const reply = this.#release(job)
    const { spec } = this.#options
    if (fate === 'reset') reply.reset()
    else if (fate === 'close') reply.close()
    else {
      const status = fate === 'error' ? spec.failures.status : 200
      const ideal = queueMs + appMs
      const timing = `queue;dur=${queueMs.toFixed(3)}, app;dur=${appMs.toFixed(3)}, ideal;dur=${ideal.toFixed(3)}`
      const head = `content-type: application/json\r\n${headers.backend}: ${spec.name}\r\n${headers.timing}: ${timing}\r\n`
      reply.send(status, head, `{"backend":"${spec.name}","ok":${fate === 'answer'}}\n`)
    }
  }

  #release(job: number): WireReply {
    const reply = this.#replies[job]!
    this.#replies[job] = undefined
    this.#free.push(job)
    return reply
  }

  /** As a killed process looks from outside: open connections are reset, new ones refused. */
  #crash(jobs: readonly number[]): void {
    for (const job of jobs) this.#release(job)
    this.#server.close()
    this.#server.resetAll()
  }

  #recover(): void {
    void listen(this.#server, this.#port, this.#options.host, `backend ${this.#options.spec.name}`)
  }
}
