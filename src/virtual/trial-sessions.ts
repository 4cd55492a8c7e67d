import { quantile } from '../model/distribution.js'
import { fates } from '../model/fate.js'
import { backend as atBackend, client as atClient, type JobTable, fate as ofFate } from '../model/job-table.js'
import { type Random, randomStream } from '../model/random.js'
import { type CarriedSession, ClientSessions } from '../model/session-clients.js'
import { type Session, SessionStore } from '../model/session-store.js'
import { type SessionSpec, sessionAsks, sessionEnds } from '../model/sessions.js'

export interface TrialSessionsOptions {
  readonly spec: SessionSpec
  readonly backends: number
  readonly jobs: JobTable
  readonly seed: number
}

/** Sessions of a trial: what clients hold and send, and what backends and their store make of it. By slot, as `RequestTable`. */
export class TrialSessions {
  readonly #jobs: JobTable
  readonly #clients = new ClientSessions<Session>()
  readonly #store: SessionStore
  readonly #accessMs: () => number
  /** What each request under way came with; later tries of it carry the same. */
  readonly #carried: (CarriedSession<Session> | undefined)[] = []
  /** What each try carries, then what it gained. */
  readonly #tokens: (Session | undefined)[] = []

  constructor({ spec, backends, jobs, seed }: TrialSessionsOptions) {
    this.#jobs = jobs
    this.#store = new SessionStore(spec, backends)
    this.#accessMs = accessTimes(spec, randomStream(seed, 'store'))
  }

  /** A request is due: its client sends what it holds. */
  began(slot: number, nowMs: number): void {
    this.#carried[slot] = this.#clients.carry(this.#jobs.integers[16 * slot + atClient]!, nowMs)
  }

  moved(from: number, to: number): void {
    this.#carried[to] = this.#carried[from]
  }

  /** A try of the request goes to a backend. */
  sent(request: number, job: number): void {
    const { token } = this.#carried[request]!
    const { session, storeMs } = this.#jobs
    session[job] = token === undefined ? sessionAsks.login : sessionAsks.need
    storeMs[job] = Number.NaN
    this.#tokens[job] = token
  }

  /** As `FleetWorld.session`. */
  served(job: number, startMs: number): number {
    const { session, storeMs, integers } = this.#jobs
    const backend = integers[16 * job + atBackend]!
    const accessMs = this.#accessMs()
    storeMs[job] = accessMs
    const token = this.#tokens[job]
    if (token === undefined) {
      this.#tokens[job] = this.#store.login(backend, startMs)
      session[job] = sessionEnds.new
    } else session[job] = this.#store.knows(backend, token, startMs) ? sessionEnds.kept : sessionEnds.lost
    return Number.isNaN(accessMs) ? 0 : accessMs
  }

  /** The client gets the answer of this try; the column `session` then holds what became of the request. */
  answered(request: number, job: number): void {
    const { session, integers } = this.#jobs
    const carried = this.#carried[request]!
    const token = this.#tokens[job]
    const client = integers[16 * request + atClient]!
    const how = integers[16 * job + ofFate]!
    if (how === fates.lost) session[job] = this.#clients.answered(client, carried, { said: 'lost' })
    else if (how !== fates.answer) session[job] = sessionEnds.none
    else if (carried.token === undefined && token !== undefined)
      session[job] = this.#clients.answered(client, carried, { said: 'new', gained: { token, untilMs: token.untilMs } })
    else session[job] = this.#clients.answered(client, carried, { said: 'kept' })
  }

  /** The process of the backend is gone. */
  died(backend: number): void {
    this.#store.died(backend)
  }
}

/** Time after time, how long an access to the store takes, ms; NaN where there is none to be asked. */
function accessTimes({ store, storeLatency }: SessionSpec, chance: Random): () => number {
  if (store === 'memory') return () => Number.NaN
  const ms = quantile(storeLatency)
  if (storeLatency.kind === 'constant') return () => storeLatency.valueMs
  // A quantile function may be infinite at 0.
  return () => ms(Math.max(chance.next(), 2 ** -54))
}
