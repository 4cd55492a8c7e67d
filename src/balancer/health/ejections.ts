import type { OutlierSpec } from '../../model/balancer-spec.js'
import type { Counts } from '../counts.js'
import { blocks } from '../pool.js'
import type { Tiers } from '../tiers.js'

/**
 * Who is ejected, and for how long: the n-th ejection lasts n times the base, at most `maxEjectionMs`; n goes down by one at
 * each interval in which the backend was in. No more than `maxEjectionShare` of the members at once, but one always.
 *
 * Source: Envoy outlier_detection_impl.cc (ejectHost, checkHostForUneject).
 */
export class Ejections {
  readonly #spec: OutlierSpec
  readonly #tiers: Tiers
  readonly #counts: Counts
  readonly #times: Int32Array
  readonly #sinceMs: Float64Array
  #active = 0

  constructor(spec: OutlierSpec, tiers: Tiers, counts: Counts) {
    this.#spec = spec
    this.#tiers = tiers
    this.#counts = counts
    this.#times = new Int32Array(tiers.size)
    this.#sinceMs = new Float64Array(tiers.size)
  }

  /** How many are out. */
  get active(): number {
    return this.#active
  }

  isEjected(backend: number): boolean {
    return this.#tiers.isBlocked(backend, blocks.ejected)
  }

  /** Whether it is compared with the others. */
  readonly counts = (backend: number): boolean =>
    !this.isEjected(backend) && !this.#tiers.isBlocked(backend, blocks.left)

  /** Unless it is out already, has left, or too many are out. */
  eject(backend: number, nowMs: number): void {
    if (!this.counts(backend) || !this.#mayEject()) return
    const { baseEjectionMs, maxEjectionMs } = this.#spec
    if (baseEjectionMs * this.#times[backend] < maxEjectionMs + baseEjectionMs) this.#times[backend]++
    this.#sinceMs[backend] = nowMs
    this.#active++
    this.#counts.at(nowMs).ejections++
    this.#tiers.block(backend, blocks.ejected)
  }

  end(backend: number, nowMs: number): void {
    this.#active--
    this.#tiers.unblock(backend, blocks.ejected, nowMs)
  }

  forget(backend: number, nowMs: number): void {
    if (this.isEjected(backend)) this.end(backend, nowMs)
    this.#times[backend] = 0
  }

  /** An interval has passed: those whose time is over, for the caller to `end`. Of the others that are in, n goes down. */
  over(nowMs: number): number[] {
    const over: number[] = []
    for (let i = 0; i < this.#times.length; i++) {
      if (this.#times[i] === 0) continue
      if (!this.isEjected(i)) this.#times[i]--
      else if (nowMs - this.#sinceMs[i] >= this.#lastsMs(i)) over.push(i)
    }
    return over
  }

  #lastsMs(backend: number): number {
    return Math.min(this.#spec.baseEjectionMs * this.#times[backend], this.#spec.maxEjectionMs)
  }

  /** Of all that are in the pool, drained ones too: nobody may empty it. */
  #mayEject(): boolean {
    if (this.#active === 0) return true
    let members = 0
    for (let i = 0; i < this.#tiers.size; i++)
      if (!this.#tiers.isBlocked(i, blocks.left) && !this.#tiers.isBlocked(i, blocks.down)) members++
    return this.#active + 1 <= this.#spec.maxEjectionShare * members
  }
}
