import { setTimeout as sleep } from 'node:timers/promises'
import { Autoscaler } from '../../autoscale/autoscaler.js'
import { createPolicy } from '../../autoscale/create-policy.js'
import { needed, needOverTime } from '../../autoscale/need.js'
import type { PoolSight } from '../../autoscale/scaled-fleet.js'
import { SecondSums } from '../../autoscale/second-sums.js'
import { isGood } from '../../bench/ending.js'
import type { TrialRecord } from '../../bench/trial.js'
import type { TrialScaling } from '../../model/scaling-log.js'
import type { ScalingSpec } from '../../model/scaling-spec.js'
import type { Scenario } from '../../scenario/scenario.js'
import type { Fleet } from '../backends/fleet.js'
import { monotonicMs } from '../clock.js'

/** A balancer whose pool can be read and changed while it runs. */
export interface LivePool {
  /** @param ends whether a period ends: its latencies are told, and forgotten */
  read(ends: boolean): Promise<PoolReading>
  change(kind: 'join' | 'leave', backend: number): Promise<void>
}

export interface PoolReading {
  /** A number a backend: requests sent to it that have not ended, and tries sent to it so far. */
  readonly inFlight: readonly number[]
  readonly sent: readonly number[]
  /** Of the latencies of the period that ends, ms; null where none does, nobody asked for it, or there were none. */
  readonly p99Ms: number | null
}

/** Those of a fleet that do not run at first. */
export function notStarted({ scaling, backends }: Scenario): number[] {
  return scaling === undefined ? [] : backends.map((_, i) => i).slice(scaling.start)
}

export interface LiveScalingOptions {
  readonly spec: ScalingSpec
  readonly scenario: Scenario
  readonly fleet: Fleet
  readonly pool: LivePool
  /** When measuring begins, monotonic clock. */
  readonly startAt: number
  /** Is told of what ends the trial. */
  readonly fail: (error: unknown) => void
}

/**
 * An autoscaler over real processes: it reads the balancer's pool ten times a period, and has backends start and stop. Simulated
 * backends boot for their boot time; real ones as long as they take, and at least that long.
 */
export class LiveScaling {
  readonly #options: LiveScalingOptions
  readonly #autoscaler: Autoscaler
  readonly #need: ((atMs: number) => number) | undefined
  readonly #ended = new AbortController()
  #reading: PoolReading
  /** What is still being done to each backend, one after the other. */
  readonly #work: Promise<void>[]
  readonly #looking: Promise<void>

  constructor(options: LiveScalingOptions) {
    const { spec, scenario } = options
    const { workers, threads } = scenario.backends[0]!
    const zeros = scenario.backends.map(() => 0)
    this.#options = options
    this.#reading = { inFlight: zeros, sent: zeros, p99Ms: null }
    this.#work = scenario.backends.map(() => Promise.resolve())
    this.#need = needed(spec, scenario)
    this.#autoscaler = new Autoscaler({
      spec,
      policy: createPolicy(spec, this.#need ?? (() => spec.start)),
      sight: this.#sight(),
      servers: workers * threads,
      nowMs: -scenario.run.warmupMs,
      fleet: {
        boot: (backend, atMs) => this.#then(backend, () => this.#boot(backend, atMs)),
        join: backend => this.#then(backend, () => options.pool.change('join', backend)),
        drain: backend => this.#then(backend, () => options.pool.change('leave', backend)),
        stop: backend => this.#then(backend, () => options.fleet.stop(backend)),
      },
    })
    this.#looking = this.#look().catch(options.fail)
  }

  /** The traffic is over: nothing is started or stopped from now on. */
  async end(record: TrialRecord): Promise<TrialScaling> {
    this.#ended.abort()
    await this.#looking
    await Promise.all(this.#work)
    const { scenario } = this.#options
    const { durationMs } = scenario.run
    const sums = new SecondSums(durationMs, scenario.objectiveMs ?? scenario.traffic.timeoutMs)
    for (let row = 0; row < record.size; row++)
      sums.ended(record.dueMs[row]!, record.doneMs[row]!, isGood(record.status[row]!))
    const need = this.#need && needOverTime(this.#need, durationMs)
    return { ...this.#autoscaler.log(), requests: sums.requests, bad: sums.bad, need: need ?? null }
  }

  get #nowMs(): number {
    return monotonicMs() - this.#options.startAt
  }

  async #look(): Promise<void> {
    while (await this.#until(this.#autoscaler.nextMs())) {
      this.#reading = await this.#read()
      if (!this.#ended.signal.aborted) this.#autoscaler.look(this.#nowMs)
    }
  }

  /** A period that ends while we read has to be read to its end: its latencies are told only then. */
  async #read(): Promise<PoolReading> {
    const { pool } = this.#options
    const ends = this.#autoscaler.decidesAt(this.#nowMs)
    const reading = await pool.read(ends)
    return ends || !this.#autoscaler.decidesAt(this.#nowMs) ? reading : await pool.read(true)
  }

  async #boot(backend: number, sinceMs: number): Promise<void> {
    const { spec, scenario, fleet } = this.#options
    const isReal = scenario.run.backendKind !== undefined
    if (isReal) await fleet.start(backend)
    // Whoever is not wanted any more is stopped next, and a simulated one never ran.
    if (!(await this.#until(sinceMs + spec.bootMs))) return
    if (!isReal) await fleet.start(backend)
    this.#reading = { ...(await this.#options.pool.read(false)), p99Ms: this.#reading.p99Ms }
    this.#autoscaler.booted(backend, sinceMs, this.#nowMs)
  }

  /** False where the traffic is over before. */
  async #until(atMs: number): Promise<boolean> {
    const { signal } = this.#ended
    if (atMs > this.#options.scenario.run.durationMs) return false
    await sleep(Math.max(0, atMs - this.#nowMs), undefined, { signal }).catch(() => undefined)
    return !signal.aborted
  }

  #then(backend: number, act: () => Promise<void>): void {
    this.#work[backend] = this.#work[backend]!.then(act).catch(this.#options.fail)
  }

  #sight(): PoolSight {
    return {
      inFlight: backend => this.#reading.inFlight[backend]!,
      sent: backend => this.#reading.sent[backend]!,
      takeP99: () => this.#reading.p99Ms ?? undefined,
    }
  }
}
