import { Autoscaler } from '../autoscale/autoscaler.js'
import { createPolicy } from '../autoscale/create-policy.js'
import { needed, needOverTime } from '../autoscale/need.js'
import type { PoolSight } from '../autoscale/scaled-fleet.js'
import type { SecondSums } from '../autoscale/second-sums.js'
import type { FleetModel } from '../model/fleet-model.js'
import type { TrialScaling } from '../model/scaling-log.js'
import type { ScalingSpec } from '../model/scaling-spec.js'
import type { Scenario } from '../scenario/scenario.js'

/** A pool whose members come and go, whoever chooses among them. */
export interface ScaledPool extends PoolSight {
  join(backend: number, nowMs: number): void
  leave(backend: number, nowMs: number): void
}

export interface ScalingControlOptions {
  readonly spec: ScalingSpec
  readonly scenario: Scenario
  readonly fleet: FleetModel
  readonly pool: ScaledPool
}

/** An autoscaler in virtual time: backends boot for exactly their boot time. Its clock stands still once nothing is measured any more. */
export class ScalingControl {
  readonly #autoscaler: Autoscaler
  readonly #bootMs: number
  readonly #endMs: number
  readonly #need: ((atMs: number) => number) | undefined
  /** In order of time, for all take the same. */
  #booting: { readonly backend: number; readonly sinceMs: number }[] = []
  #booted = 0

  constructor({ spec, scenario, fleet, pool }: ScalingControlOptions) {
    const { backends, run } = scenario
    const nowMs = -run.warmupMs
    const { workers, threads } = backends[0]!
    this.#bootMs = spec.bootMs
    this.#endMs = run.durationMs
    this.#need = needed(spec, scenario)
    for (let backend = spec.start; backend < spec.max; backend++) {
      pool.leave(backend, nowMs)
      fleet.stop(backend, nowMs)
    }
    this.#autoscaler = new Autoscaler({
      spec,
      policy: createPolicy(spec, this.#need ?? (() => spec.start)),
      sight: pool,
      servers: workers * threads,
      nowMs,
      fleet: {
        boot: (backend, atMs) => this.#booting.push({ backend, sinceMs: atMs }),
        join: (backend, atMs) => {
          fleet.start(backend, atMs)
          pool.join(backend, atMs)
        },
        drain: (backend, atMs) => pool.leave(backend, atMs),
        stop: (backend, atMs) => fleet.stop(backend, atMs),
      },
    })
  }

  /** When there is something to do next, ms; Infinity for never. */
  nextMs(): number {
    const nextMs = Math.min(this.#bootedMs(), this.#autoscaler.nextMs())
    return nextMs <= this.#endMs ? nextMs : Infinity
  }

  /** Does what is due: backends that have booted come before a look. */
  advance(nowMs: number): void {
    if (this.#bootedMs() > nowMs) {
      this.#autoscaler.look(nowMs)
      return
    }
    const { backend, sinceMs } = this.#booting[this.#booted++]!
    if (this.#booted === this.#booting.length) {
      this.#booting = []
      this.#booted = 0
    }
    this.#autoscaler.booted(backend, sinceMs, nowMs)
  }

  /** What came of it. */
  trial({ requests, bad }: SecondSums): TrialScaling {
    const need = this.#need && needOverTime(this.#need, this.#endMs)
    return { ...this.#autoscaler.log(), requests, bad, need: need ?? null }
  }

  #bootedMs(): number {
    const next = this.#booting[this.#booted]
    return next === undefined ? Infinity : next.sinceMs + this.#bootMs
  }
}
