import type { Counts } from '../counts.js'
import { type BackendPool, blocks } from '../pool.js'

/**
 * Passive health as nginx keeps it: a backend with `maxFails` failures is banned while no more than `fail_timeout` has
 * passed since it was last checked. Being picked checks it, so after a ban one request probes it and the others keep
 * away until the answer is known. A success forgives all failures only where it answers such a check: failures that
 * come faster than `fail_timeout` add up, however many successes lie between them.
 *
 * Time counts in whole seconds and the comparison is <=, as in nginx, so `fail_timeout` 2 s bans for 2 to 3 s.
 *
 * There are no timers: `release` must run before a pick.
 *
 * Source: nginx src/http/ngx_http_upstream_round_robin.c (get_peer, free_round_robin_peer).
 */
export class PassiveHealth {
  readonly #pool: BackendPool
  readonly #epochMs: number
  readonly #counts: Counts | undefined
  readonly #failTimeoutS: Float64Array
  readonly #fails: Int32Array
  readonly #accessedS: Float64Array
  readonly #checkedS: Float64Array
  /** No ban ends before this second. */
  #nextReleaseS = Infinity

  /**
   * @param failTimeoutMs one a backend; fractions of a second are cut off
   * @param epochMs where the seconds begin, on the caller's clock
   * @param counts where bans are counted
   */
  constructor(pool: BackendPool, failTimeoutMs: readonly number[], epochMs = 0, counts?: Counts) {
    this.#pool = pool
    this.#epochMs = epochMs
    this.#counts = counts
    this.#failTimeoutS = Float64Array.from(failTimeoutMs, ms => Math.floor(ms / 1000))
    this.#fails = new Int32Array(pool.size)
    // nginx starts both at the epoch, long ago; here time 0 may be the start of the run.
    this.#accessedS = new Float64Array(pool.size).fill(-Infinity)
    this.#checkedS = new Float64Array(pool.size).fill(-Infinity)
  }

  /** Ends the bans that are over. Takes O(1) while none can be. */
  release(nowMs: number): void {
    if (this.#nextReleaseS === Infinity) return
    const nowS = this.#seconds(nowMs)
    if (nowS < this.#nextReleaseS) return
    this.#nextReleaseS = Infinity
    for (let i = 0; i < this.#pool.size; i++) {
      if (this.#pool.isBlocked(i, blocks.banned)) this.#judge(i, nowS, nowMs)
    }
  }

  /** When the next ban may end, ms; Infinity where none will. */
  nextReleaseMs(): number {
    return this.#epochMs + 1000 * this.#nextReleaseS
  }

  picked(backend: number, nowMs: number): void {
    // Without a failure to forgive or to punish it does not matter when a backend was checked: a failure sets it anew.
    if (this.#fails[backend] === 0) return
    const nowS = this.#seconds(nowMs)
    if (nowS - this.#checkedS[backend] <= this.#failTimeoutS[backend]) return
    this.#checkedS[backend] = nowS
    this.#judge(backend, nowS, nowMs)
  }

  answered(backend: number, failed: boolean, nowMs: number): void {
    if (failed) this.#fail(backend, this.#seconds(nowMs), nowMs)
    else if (this.#fails[backend] > 0) this.#succeed(backend, this.#seconds(nowMs), nowMs)
  }

  /** True of `banned` now, whether or not `release` ran. */
  isBanned(backend: number, nowMs: number): boolean {
    return this.#rule(backend, this.#seconds(nowMs))
  }

  #fail(backend: number, nowS: number, nowMs: number): void {
    if (this.#pool.maxFails[backend] === 0) return
    this.#fails[backend]++
    this.#accessedS[backend] = nowS
    this.#checkedS[backend] = nowS
    const banned = this.#pool.isBlocked(backend, blocks.banned)
    this.#judge(backend, nowS, nowMs)
    if (!banned && this.#counts !== undefined && this.#pool.isBlocked(backend, blocks.banned))
      this.#counts.at(nowMs).markedDown++
  }

  #succeed(backend: number, nowS: number, nowMs: number): void {
    if (this.#accessedS[backend] >= this.#checkedS[backend]) return
    this.#fails[backend] = 0
    this.#judge(backend, nowS, nowMs)
  }

  #rule(backend: number, nowS: number): boolean {
    const maxFails = this.#pool.maxFails[backend]
    const failed = maxFails > 0 && this.#fails[backend] >= maxFails
    return failed && nowS - this.#checkedS[backend] <= this.#failTimeoutS[backend]
  }

  #judge(backend: number, nowS: number, nowMs: number): void {
    if (!this.#rule(backend, nowS)) {
      this.#pool.unblock(backend, blocks.banned, nowMs)
      return
    }
    const releaseS = this.#checkedS[backend] + this.#failTimeoutS[backend] + 1
    this.#nextReleaseS = Math.min(this.#nextReleaseS, releaseS)
    this.#pool.block(backend, blocks.banned)
  }

  #seconds(nowMs: number): number {
    return Math.floor((nowMs - this.#epochMs) / 1000)
  }
}
