import type { Trial } from '../bench/trial.js'
import { type BalancerSight, looksSick, type SightChange, windowMs } from '../model/sight.js'

/**
 * Where a balancer sent tries, window by window, and what would have been fair. Fair is by weight, among the primaries that
 * are in the pool in that window; whoever is asked about counts as in it unless the operator has taken it out.
 */
export class Sendings {
  /** Windows. */
  readonly count: number
  /** By window: tries, or requests due where they are more: a balancer that has nobody left to send them to makes none. */
  readonly wanted: Float64Array
  /** By window: tries. */
  readonly tries: Float64Array
  readonly #sight: BalancerSight
  readonly #weights: readonly number[]
  /** By window: weight of the backends that are in. */
  readonly #weightIn: Float64Array

  constructor({ weights, durationMs, record }: Trial, sight: BalancerSight) {
    this.#sight = sight
    this.#weights = weights
    this.count = Math.ceil(durationMs / windowMs)
    this.tries = this.of(weights.map((_, backend) => backend))
    this.wanted = wantedOf(this.tries, record?.dueMs ?? [])
    this.#weightIn = this.#weightOver(weights.keys(), ({ state }) => state === 'in')
  }

  /** By window: tries sent to these. */
  of(backends: readonly number[]): Float64Array {
    const { tries } = this.#sight
    const width = this.#weights.length
    return Float64Array.from({ length: this.count }, (_, window) =>
      backends.reduce((sum, backend) => sum + (tries[window * width + backend] ?? 0), 0),
    )
  }

  /** By window: what share of the tries these should get; 0 where they are backups, or the operator has taken them out. */
  fairShare(backends: readonly number[]): Float64Array {
    const own = this.#weightOver(backends, ({ state }) => state === 'in' || looksSick(state))
    const ownIn = this.#weightOver(backends, ({ state }) => state === 'in')
    return own.map((weight, window) => weight / (this.#weightIn[window]! - ownIn[window]! + weight) || 0)
  }

  /** By window: the weight of those of `backends` whose last change until its end `counts`; before any change all are in. */
  #weightOver(backends: Iterable<number>, counts: (change: Pick<SightChange, 'state'>) => boolean): Float64Array {
    const steps = new Float64Array(this.count)
    const counted = new Set(backends)
    const asked = new Set(counted)
    for (const backend of asked) steps[0]! += this.#weights[backend]!
    for (const change of this.#sight.changes) {
      const { backend, atMs } = change
      if (!asked.has(backend) || atMs >= this.count * windowMs || counts(change) === counted.has(backend)) continue
      const window = Math.max(0, Math.floor(atMs / windowMs))
      steps[window]! += counts(change) ? this.#weights[backend]! : -this.#weights[backend]!
      if (counts(change)) counted.add(backend)
      else counted.delete(backend)
    }
    let weight = 0
    return steps.map(step => (weight += step))
  }
}

function wantedOf(tries: Float64Array, dueMs: ArrayLike<number>): Float64Array {
  const due = new Float64Array(tries.length)
  for (let row = 0; row < dueMs.length; row++) {
    const window = Math.floor(dueMs[row]! / windowMs)
    if (window >= 0 && window < due.length) due[window]!++
  }
  return tries.map((sent, window) => Math.max(sent, due[window]!))
}
