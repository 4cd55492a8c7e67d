import type { BackendSpec } from '../../model/backend-spec.js'
import { statusOf } from '../../model/fate.js'
import { type Fate, fates } from '../../model/fleet-model.js'
import type { LoadAnswer } from '../../model/fleet-reports.js'
import { type Random, randomStream } from '../../model/random.js'
import { freePort, listen } from '../listen.js'
import { writeLoad } from '../load-report.js'
import { headers } from '../protocol.js'
import type { WireReply, WireRequest } from '../wire/handler.js'
import { createWireServer, type WireServer } from '../wire/wire-server.js'

import { type SessionVisit, sessionFields, storeTiming, visitOf } from './session-visit.js'

export interface SimulatedBackendOptions {
  readonly spec: BackendSpec
  readonly port: number
  readonly host: string
  readonly seed: number
  /** A request is here: hand it to the model. */
  readonly arrived: (request: ArrivedRequest) => void
  /** Does this now or, where the process stands still, once it goes on. */
  readonly awake: (act: () => void) => void
  /** What it says of its load; undefined where that is not kept. */
  readonly load: () => LoadAnswer | undefined
  /** How long a client keeps its session's cookie; undefined: for good. */
  readonly sessionSeconds: number | undefined
}

export interface ArrivedRequest {
  readonly reply: WireReply
  /** As the generator drew them; see `Workload`. A health check has no demand. */
  readonly demand: number | undefined
  readonly failure: number
  /** The balancer wants to know how many wait here. */
  readonly feedback: boolean
  /** Where it is about one. */
  readonly session: SessionVisit | undefined
}

/** How a request ended. */
export interface RequestOutcome {
  readonly fate: Fate
  /** Of an error. */
  readonly errorStatus: number
  readonly queueMs: number
  readonly appMs: number
  /** Requests in the queue behind it. */
  readonly waiting: number
}

/** One Flask-like backend on the wire: a real HTTP server whose answers a `FleetModel` decides on. */
export class SimulatedBackend {
  readonly #options: SimulatedBackendOptions
  readonly #server: WireServer
  readonly #chance: Random
  #port = 0
  #leaving = false

  constructor(options: SimulatedBackendOptions) {
    this.#options = options
    this.#chance = randomStream(options.seed, `unplanned ${options.spec.name}`)
    this.#server = createWireServer((request, reply) => this.#serve(request, reply), {
      keepAliveMs: options.spec.keepAliveMs,
    })
  }

  /**
   * Listens; resolves to the port.
   * @param down only looks for its port, for `recover`
   */
  async boot(down: boolean): Promise<number> {
    const { port, host } = this.#options
    this.#port = down ? await freePort(port, host, this.#title) : await listen(this.#server, port, host, this.#title)
    return this.#port
  }

  answer(request: ArrivedRequest, { fate, errorStatus, queueMs, appMs, waiting }: RequestOutcome): void {
    const { reply, feedback, session } = request
    const { spec, sessionSeconds } = this.#options
    const status = statusOf(fate, errorStatus)
    if (fate === fates.reset) reply.reset()
    else if (status === undefined) reply.close()
    else {
      const ideal = queueMs + appMs
      const store = session === undefined ? '' : storeTiming(session)
      const timing = `queue;dur=${queueMs.toFixed(3)}, app;dur=${appMs.toFixed(3)}, ideal;dur=${ideal.toFixed(3)}${store}`
      const head = `content-type: application/json\r\n${headers.backend}: ${spec.name}\r\n${headers.timing}: ${timing}\r\n`
      const queued = feedback ? `${headers.queued}: ${waiting}\r\n` : ''
      const fields = session === undefined || fate === fates.error ? '' : sessionFields(session, sessionSeconds)
      reply.send(status, head + queued + fields, `{"backend":"${spec.name}","ok":${fate === fates.answer}}\n`)
    }
  }

  /** As a killed process looks from outside: open connections are reset, new ones refused. */
  crash(): void {
    this.#server.close()
    this.#server.resetAll()
  }

  /** In good order: takes no new connections, and closes each once it has its answer. */
  stop(): void {
    void this.#server.drain()
  }

  /** Resolves once it takes connections. @throws LbbenchError PORT_TAKEN */
  async recover(): Promise<void> {
    if (!this.#leaving) await listen(this.#server, this.#port, this.#options.host, this.#title)
  }

  /** Takes nothing new, and resolves once all that is here has been answered, or was reset after `graceMs`. */
  async leave(graceMs: number): Promise<void> {
    this.#leaving = true
    const tooLate = setTimeout(() => this.#server.resetAll(), graceMs)
    await this.#server.drain()
    clearTimeout(tooLate)
  }

  get #title(): string {
    return `backend ${this.#options.spec.name}`
  }

  #serve(request: WireRequest, reply: WireReply): void {
    if (request.header(headers.prime) !== undefined) {
      this.#options.awake(() => reply.send(200, `${headers.backend}: ${this.#options.spec.name}\r\n`, ''))
      return
    }
    const demand = request.header(headers.demand)
    if (demand === undefined && request.header(headers.probe) !== undefined) {
      this.#options.awake(() => this.#tellLoad(reply))
      return
    }
    const check = demand === undefined && (request.header(headers.check) !== undefined || asksForHealth(request.target))
    this.#options.arrived({
      reply,
      demand: check ? undefined : this.#drawn(demand),
      failure: this.#drawn(request.header(headers.failure)),
      feedback: request.header(headers.feedback) !== undefined,
      session: check ? undefined : visitOf(request),
    })
  }

  #tellLoad(reply: WireReply): void {
    const load = this.#options.load()
    const told = load === undefined ? '' : `${headers.load}: ${writeLoad(load.inFlight, load.latencyMs)}\r\n`
    reply.send(200, `${headers.backend}: ${this.#options.spec.name}\r\n${told}`, '')
  }

  /** The number the generator drew for this request; traffic that is not ours gets one of our own. */
  #drawn(text: string | undefined): number {
    const value = Number(text ?? Number.NaN)
    return value >= 0 && value < 1 ? value : this.#chance.next()
  }
}

/** What balancers that know nothing of our headers are told to ask for. */
export const healthPath = '/health'

function asksForHealth(target: string): boolean {
  return target === healthPath || target.startsWith(`${healthPath}?`)
}
