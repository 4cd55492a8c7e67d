import type { ActiveCheckSpec } from '../../model/balancer-spec.js'
import { type Agenda, nextBeat } from '../agenda.js'
import type { Counts } from '../counts.js'
import { blocks } from '../pool.js'
import type { Tiers } from '../tiers.js'

export interface ActiveCheckOptions {
  readonly spec: ActiveCheckSpec
  /** When the first interval begins, ms. */
  readonly startMs: number
  readonly tiers: Tiers
  readonly agenda: Agenda
  readonly counts: Counts
  /** Sends a check, which is answered through `checked`. */
  readonly send: (backend: number) => void
  /** Told of each good check of a backend that is up. */
  readonly passed: (backend: number, nowMs: number) => void
}

/**
 * Active health checks as HAProxy's: all begin up; `fall` bad checks in a row take one down, `rise` good ones bring it up.
 * First checks are spread over the interval, server i of n at i * interval / n. The next one of a backend begins an interval
 * after its last one ended, however that went: checks that run into their timeout are an interval and a timeout apart.
 * One that left, or is down by configuration, is not checked but looked at again at each interval, and comes back as it went.
 *
 * Source: HAProxy 2.6 src/check.c (start_check_task; process_chk_conn: a check that ended sets the task to now plus
 * `srv_getinter`). Envoy counts alike: source/common/upstream/health_checker_impl_base.cc starts its interval timer in
 * handleSuccess and handleFailure, which a timeout ends in, too. How AWS, Google and Azure count is not documented: as these do.
 */
export class ActiveChecks {
  readonly #options: ActiveCheckOptions
  readonly #up: Uint8Array
  /** Checks in a row that speak against what it is. */
  readonly #against: Int32Array
  /** When the check that is under way began; NaN where none is. */
  readonly #sentMs: Float64Array

  constructor(options: ActiveCheckOptions) {
    const { tiers, spec, startMs } = options
    this.#options = options
    this.#up = new Uint8Array(tiers.size).fill(1)
    this.#against = new Int32Array(tiers.size)
    this.#sentMs = new Float64Array(tiers.size).fill(Number.NaN)
    for (let i = 0; i < tiers.size; i++) this.#plan(i, startMs + (i * spec.intervalMs) / tiers.size)
  }

  /** The check of that backend ended. An answer that nobody waits for is ignored; one that took too long is bad. */
  checked(backend: number, ok: boolean, nowMs: number): void {
    const sentMs = this.#sentMs[backend]
    if (Number.isNaN(sentMs)) return
    this.#sentMs[backend] = Number.NaN
    const good = ok && nowMs - sentMs <= this.#options.spec.timeoutMs
    if (!good) this.#options.counts.at(nowMs).checksFailed++
    this.#judge(backend, good, nowMs)
    this.#plan(backend, nowMs + this.#intervalMs(backend))
    if (good && this.#up[backend] === 1) this.#options.passed(backend, nowMs)
  }

  #plan(backend: number, atMs: number): void {
    this.#options.agenda.plan(atMs, nowMs => this.#due(backend, atMs, nowMs))
  }

  #due(backend: number, dueMs: number, nowMs: number): void {
    const { tiers, counts, send } = this.#options
    if (tiers.isBlocked(backend, blocks.left) || tiers.isBlocked(backend, blocks.down)) {
      this.#plan(backend, nextBeat(dueMs, this.#intervalMs(backend), nowMs))
      return
    }
    this.#sentMs[backend] = nowMs
    counts.at(nowMs).checks++
    send(backend)
  }

  #intervalMs(backend: number): number {
    const { intervalMs, downIntervalMs } = this.#options.spec
    return this.#up[backend] === 1 ? intervalMs : downIntervalMs
  }

  #judge(backend: number, good: boolean, nowMs: number): void {
    const { spec, tiers, counts } = this.#options
    const up = this.#up[backend] === 1
    if (good === up) {
      this.#against[backend] = 0
      return
    }
    if (++this.#against[backend] < (up ? spec.fall : spec.rise)) return
    this.#against[backend] = 0
    this.#up[backend] = up ? 0 : 1
    if (up) {
      counts.at(nowMs).markedDown++
      tiers.block(backend, blocks.unhealthy)
    } else tiers.unblock(backend, blocks.unhealthy, nowMs)
  }
}
