import type { ScalingDecision, ScalingLog } from '../model/scaling-log.js'
import type { ScalingSpec } from '../model/scaling-spec.js'
import { Meter } from './meter.js'
import { Newcomers } from './newcomers.js'
import type { Policy } from './policy.js'
import { Roster } from './roster.js'
import type { PoolSight, ScaledFleet } from './scaled-fleet.js'

/** How often the pool is looked at in a period. */
const looksPerPeriod = 10

export interface AutoscalerOptions {
  readonly spec: ScalingSpec
  readonly policy: Policy
  readonly fleet: ScaledFleet
  readonly sight: PoolSight
  /** Requests a backend can serve at once. */
  readonly servers: number
  /** The trial begins. */
  readonly nowMs: number
}

/**
 * Looks at a pool ten times a period, asks its policy at the end of each, and starts and drains backends as it says. The same
 * in both worlds: it knows no clock and no socket.
 */
export class Autoscaler {
  readonly #spec: ScalingSpec
  readonly #policy: Policy
  readonly #fleet: ScaledFleet
  readonly #sight: PoolSight
  readonly #roster: Roster
  readonly #meter: Meter
  readonly #newcomers: Newcomers
  readonly #decisions: ScalingDecision[] = []
  readonly #startMs: number
  #looks = 1
  #desired: number

  constructor({ spec, policy, fleet, sight, servers, nowMs }: AutoscalerOptions) {
    const { max, start } = spec
    this.#spec = spec
    this.#policy = policy
    this.#fleet = fleet
    this.#sight = sight
    this.#desired = start
    this.#startMs = nowMs
    this.#newcomers = new Newcomers(sight, max)
    this.#meter = new Meter(spec.metric, sight, { max, servers, nowMs })
    this.#roster = new Roster(this.#watched(), { max, start, nowMs })
  }

  /** When to look next, ms. */
  nextMs(): number {
    return this.#startMs + (this.#looks * this.#spec.everyMs) / looksPerPeriod
  }

  /** Whether a look at this time ends a period. */
  decidesAt(nowMs: number): boolean {
    const past = Math.floor((this.#looks - 1) / looksPerPeriod)
    return Math.floor((nowMs - this.#startMs) / this.#spec.everyMs + 1e-9) > past
  }

  /** Looks; who comes late has missed what was due before. */
  look(nowMs: number): void {
    const first = this.#looks
    while (this.nextMs() <= nowMs) this.#looks++
    this.#newcomers.look(this.#roster.serving, nowMs)
    for (const backend of this.#roster.draining)
      if (this.#sight.inFlight(backend) === 0) this.#roster.drained(backend, nowMs)
    const ready = this.#ready(nowMs)
    this.#meter.look(ready, nowMs)
    const periods = Math.floor((this.#looks - 1) / looksPerPeriod) - Math.floor((first - 1) / looksPerPeriod)
    if (periods > 0) this.#decide(ready.length, nowMs)
  }

  /**
   * A backend that was to boot has booted; what has changed its mind meanwhile is no news.
   * @param sinceMs the time of `ScaledFleet.boot`
   */
  booted(backend: number, sinceMs: number, nowMs: number): void {
    this.#roster.booted(backend, sinceMs, nowMs)
  }

  log(): ScalingLog {
    return {
      counts: [...this.#roster.timeline.counts],
      decisions: [...this.#decisions],
      newcomers: [...this.#newcomers.seen],
    }
  }

  #decide(ready: number, atMs: number): void {
    const { min, max } = this.#spec
    const value = this.#meter.take()
    const wanted = this.#policy.decide({ atMs, desired: this.#desired, ready, value })
    this.#desired = Math.min(max, Math.max(min, wanted))
    this.#decisions.push({ atMs, value: value ?? null, ready, desired: this.#desired })
    this.#roster.aim(this.#desired, atMs)
  }

  /** Those that are through with warming up. */
  #ready(nowMs: number): readonly number[] {
    const { max, warmUpMs } = this.#spec
    const ready: number[] = []
    for (let backend = 0; backend < max; backend++) {
      const warm = this.#roster.sinceMs(backend) + warmUpMs <= nowMs
      if (warm && this.#roster.isServing(backend)) ready.push(backend)
    }
    return ready
  }

  /** The fleet, whose newcomers are noted. */
  #watched(): ScaledFleet {
    const fleet = this.#fleet
    return {
      boot: (backend, nowMs) => fleet.boot(backend, nowMs),
      stop: (backend, nowMs) => fleet.stop(backend, nowMs),
      join: (backend, nowMs) => {
        this.#newcomers.joined(backend, nowMs)
        fleet.join(backend, nowMs)
      },
      drain: (backend, nowMs) => {
        this.#newcomers.left(backend)
        fleet.drain(backend, nowMs)
      },
    }
  }
}
