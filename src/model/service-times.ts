import type { BackendSpec } from './backend-spec.js'
import { type Distribution, quantile } from './distribution.js'
import { type FailureKind, failureOf, failureShare, fateOf, fates } from './fate.js'
import type { FaultTimeline } from './faults.js'
import { backend as atBackend, demand, fate, type JobTable, startMs } from './job-table.js'
import { sessionAsks, sessionEnds } from './sessions.js'

/** The demand of a request that takes no time itself, as a health check: it only waits, and fails as others do. */
export const noService = -1

/** How long services take and how they end, as the backends are at the moment. */
export class ServiceTimes {
  readonly #specs: readonly BackendSpec[]
  readonly #jobs: JobTable
  readonly #faults: ServiceConditions['faults']
  /** Service time of a demand at each backend; backends alike share one. */
  readonly #serviceMs: readonly ((u: number) => number)[]
  readonly #alike: boolean
  /** Whether demands in the table are service times already. */
  #prepared = false
  /** 1 where a service takes what the distribution says: no sessions, no failures, no slow start, no CPU to burn, no fault now. */
  readonly #plain: Uint8Array
  /** Whether any demand can be `noService`: whoever never checks does not pay for the question. */
  #meetsNoService = false
  /** When each backend's process started, ms. */
  readonly #startedMs: Float64Array
  readonly #session: ((job: number, startMs: number) => number) | undefined
  readonly #burn: ((job: number, cpuMs: number, startMs: number) => void) | undefined

  /** @param burn as in `FleetWorld`, or undefined */
  constructor(specs: readonly BackendSpec[], jobs: JobTable, { faults, bootMs, burn, session }: ServiceConditions) {
    this.#specs = specs
    this.#jobs = jobs
    this.#faults = faults
    this.#burn = burn
    this.#session = session
    this.#serviceMs = quantiles(specs.map(({ latency }) => latency))
    this.#alike = this.#serviceMs.every(other => other === this.#serviceMs[0])
    this.#plain = Uint8Array.from(specs, (_, backend) => this.#isPlain(backend))
    this.#startedMs = new Float64Array(specs.length).fill(bootMs)
  }

  /** As `FleetModel.prepare`. */
  prepare(demands: Float64Array, size: number): void {
    if (!this.#alike) return
    const serviceMs = this.#serviceMs[0]!
    this.#prepared = true
    for (let i = 0; i < size; i++) demands[i] = serviceMs(demands[i]!)
  }

  /** A job's service begins: how long it takes, ms; Infinity where it burns CPU. Its start and its fate go into the table. */
  start(job: number, nowMs: number): number {
    const { doubles, integers } = this.#jobs
    const backend = integers[16 * job + atBackend]!
    doubles[8 * job + startMs] = nowMs
    if (this.#plain[backend] === 0) return this.#startTroubled(job, nowMs)
    integers[16 * job + fate] = fates.answer
    return this.#wholeMs(backend, doubles[8 * job + demand]!)
  }

  /** The store has told at last: as `start`, of a job whose start said Infinity. */
  stored(job: number, storeMs: number): number {
    return this.#withSession(job, this.#jobs.doubles[8 * job + startMs]!, storeMs)
  }

  /** From now on jobs may come with the demand `noService`. */
  meetNoService(): void {
    if (this.#meetsNoService) return
    this.#meetsNoService = true
    this.#plain.fill(0)
  }

  /** The faults that befall the backend are others now. */
  changed(backend: number): void {
    this.#plain[backend] = this.#isPlain(backend)
  }

  /** The backend's process was started again. */
  restarted(backend: number, atMs: number): void {
    this.#startedMs[backend] = atMs
  }

  #wholeMs(backend: number, given: number): number {
    return this.#prepared ? given : this.#serviceMs[backend]!(given)
  }

  #startTroubled(job: number, nowMs: number): number {
    const jobs = this.#jobs
    const backend = jobs.integers[16 * job + atBackend]!
    const given = jobs.doubles[8 * job + demand]!
    const { failures } = this.#specs[backend]!
    const failure = this.#failure(job, backend)
    jobs.integers[16 * job + fate] = fateOf(failure)
    if (this.#session !== undefined && jobs.session[job]! >= sessionAsks.login) {
      // A request that fails by chance touches no session.
      if (failure === 'none') return this.#withSession(job, nowMs, this.#session(job, nowMs))
      jobs.session[job] = sessionEnds.none
    }
    if (failure === 'hang') return failures.hangMs
    const serviceMs = this.#plainMs(backend, given, nowMs)
    return this.#burnt(job, failure === 'none' ? serviceMs : serviceMs * failures.afterShare, nowMs, 0)
  }

  /** Errors of a fault lie behind the backend's own failures: those who fail anyway fail as ever. */
  #failure(job: number, backend: number): FailureKind {
    const { failures } = this.#specs[backend]!
    const { status, failure } = this.#jobs
    const draw = failure[job]!
    const own = failureOf(failures, draw)
    if (own === 'error') status[job] = failures.status
    const share = this.#faults.errorShare[backend]!
    if (own !== 'none' || share === 0 || draw >= failureShare(failures) + share) return own
    status[job] = this.#faults.errorStatus[backend]!
    return 'error'
  }

  /**
   * The store has told, after so long, what the column `session` holds now: how long the whole service takes, ms from its start;
   * Infinity where that is yet to be seen. Without a session there is nothing to serve.
   */
  #withSession(job: number, nowMs: number, storeMs: number): number {
    if (storeMs === Infinity) return Infinity
    const { session, integers, doubles } = this.#jobs
    const said = session[job]!
    if (said === sessionEnds.lost || said === sessionEnds.failed) {
      integers[16 * job + fate] = said === sessionEnds.lost ? fates.lost : fates.storeFailed
      return storeMs
    }
    const serviceMs = this.#plainMs(integers[16 * job + atBackend]!, doubles[8 * job + demand]!, nowMs)
    return this.#burnt(job, serviceMs, nowMs, storeMs)
  }

  #plainMs(backend: number, given: number, nowMs: number): number {
    const plainMs = given === noService ? 0 : this.#wholeMs(backend, given)
    return plainMs * this.#faults.slowFactor[backend]! * this.#slowStart(backend, nowMs)
  }

  /** The whole time of a service that begins so long after its start; Infinity where CPU has to be burnt for it. */
  #burnt(job: number, serviceMs: number, nowMs: number, afterMs: number): number {
    const jobs = this.#jobs
    const cpuMs = serviceMs * this.#specs[jobs.integers[16 * job + atBackend]!]!.cpuShare
    if (cpuMs === 0 || this.#burn === undefined) return afterMs + serviceMs
    jobs.deadlineMs[job] = nowMs + afterMs + serviceMs
    jobs.burning[job] = 1
    this.#burn(job, cpuMs, nowMs)
    return Infinity
  }

  /** From `factor` at the start of the process to 1 after `forMs`, in a straight line. */
  #slowStart(backend: number, nowMs: number): number {
    const { slowStart } = this.#specs[backend]!
    if (slowStart === undefined) return 1
    const left = 1 - (nowMs - this.#startedMs[backend]!) / slowStart.forMs
    return left > 0 ? 1 + (slowStart.factor - 1) * left : 1
  }

  #isPlain(backend: number): 0 | 1 {
    const { failures, slowStart, cpuShare } = this.#specs[backend]!
    const trouble =
      this.#session !== undefined ||
      this.#meetsNoService ||
      failureShare(failures) > 0 ||
      slowStart !== undefined ||
      cpuShare > 0
    const { slowFactor, errorShare } = this.#faults
    return trouble || slowFactor[backend] !== 1 || errorShare[backend] !== 0 ? 0 : 1
  }
}

export interface ServiceConditions {
  /** As they are now. */
  readonly faults: Pick<FaultTimeline, 'slowFactor' | 'errorShare' | 'errorStatus'>
  readonly bootMs: number
  readonly burn: ((job: number, cpuMs: number, startMs: number) => void) | undefined
  /** As in `FleetWorld`. */
  readonly session: ((job: number, startMs: number) => number) | undefined
}

/** Entries of a scenario with a count share their distribution: one prepared function for all of them, which the compiler can inline. */
function quantiles(latencies: readonly Distribution[]): ((u: number) => number)[] {
  const prepared = new Map<Distribution, (u: number) => number>()
  return latencies.map(latency => {
    const known = prepared.get(latency) ?? quantile(latency)
    prepared.set(latency, known)
    return known
  })
}
