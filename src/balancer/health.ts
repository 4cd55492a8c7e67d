import { type BackendPool, blocks } from './pool.js'

/**
 * Passive health as nginx keeps it: a backend with `maxFails` failures is banned while no more than `fail_timeout` has
 * passed since it was last checked. Being picked checks it, so after a ban one request probes it and the others keep
 * away until the answer is known. A success forgives all failures only where it answers such a check: failures that
 * come faster than `fail_timeout` add up, however many successes lie between them.
 *
 * Time counts in whole seconds and the comparison is <=, as in nginx, so `fail_timeout` 2 s bans for 2 to 3 s.
 *
 * Every method that may change availability says whether it did. There are no timers: `release` must run before a pick.
 *
 * Source: nginx src/http/ngx_http_upstream_round_robin.c (get_peer, free_round_robin_peer).
 */
export class PassiveHealth {
  readonly #pool: BackendPool
  readonly #failTimeoutS: Float64Array
  readonly #fails: Int32Array
  readonly #accessedS: Float64Array
  readonly #checkedS: Float64Array
  /** No ban ends before this second. */
  #nextReleaseS = Infinity

  /** @param failTimeoutMs one a backend; fractions of a second are cut off */
  constructor(pool: BackendPool, failTimeoutMs: readonly number[]) {
    this.#pool = pool
    this.#failTimeoutS = Float64Array.from(failTimeoutMs, wholeSeconds)
    this.#fails = new Int32Array(pool.size)
    // nginx starts both at the epoch, long ago; here time 0 may be the start of the run.
    this.#accessedS = new Float64Array(pool.size).fill(-Infinity)
    this.#checkedS = new Float64Array(pool.size).fill(-Infinity)
  }

  /** Ends the bans that are over. Takes O(1) while none can be. */
  release(nowMs: number): boolean {
    const nowS = wholeSeconds(nowMs)
    if (nowS < this.#nextReleaseS) return false
    this.#nextReleaseS = Infinity
    let changed = false
    for (let i = 0; i < this.#pool.size; i++) {
      if (this.#pool.isBlocked(i, blocks.banned)) changed = this.#judge(i, nowS) || changed
    }
    return changed
  }

  picked(backend: number, nowMs: number): boolean {
    const nowS = wholeSeconds(nowMs)
    if (nowS - this.#checkedS[backend] <= this.#failTimeoutS[backend]) return false
    this.#checkedS[backend] = nowS
    return this.#judge(backend, nowS)
  }

  answered(backend: number, failed: boolean, nowMs: number): boolean {
    const nowS = wholeSeconds(nowMs)
    if (failed) {
      this.#fails[backend]++
      this.#accessedS[backend] = nowS
      this.#checkedS[backend] = nowS
    } else if (this.#accessedS[backend] < this.#checkedS[backend]) {
      this.#fails[backend] = 0
    } else {
      return false
    }
    return this.#judge(backend, nowS)
  }

  /** True of `banned` now, whether or not `release` ran. */
  isBanned(backend: number, nowMs: number): boolean {
    return this.#rule(backend, wholeSeconds(nowMs))
  }

  #rule(backend: number, nowS: number): boolean {
    const maxFails = this.#pool.maxFails[backend]
    const failed = maxFails > 0 && this.#fails[backend] >= maxFails
    return failed && nowS - this.#checkedS[backend] <= this.#failTimeoutS[backend]
  }

  #judge(backend: number, nowS: number): boolean {
    if (!this.#rule(backend, nowS)) return this.#pool.unblock(backend, blocks.banned)
    const releaseS = this.#checkedS[backend] + this.#failTimeoutS[backend] + 1
    this.#nextReleaseS = Math.min(this.#nextReleaseS, releaseS)
    return this.#pool.block(backend, blocks.banned)
  }
}

function wholeSeconds(ms: number): number {
  return Math.floor(ms / 1000)
}
