import { createRotation } from '../rotation/rotation.js'
import type { Chooser, Pool } from '../strategy.js'
import { InFlightAges } from './in-flight-ages.js'
import { type ResponseTimes, secondOf } from './response-times.js'

/** `least_time` as nginx does it: looks at all backends for the least eta per weight, then at those that tie. O(n) a pick. */
export function scanLeastTime(pool: Pool, times: ResponseTimes, inflight: boolean): Chooser {
  const { size, available, weight } = pool
  const rotation = createRotation(pool)
  const ages = inflight ? new InFlightAges(pool) : undefined
  /** Behind each backend of the least eta, the next one; ascending, -1 at the end. */
  const next = new Int32Array(size)

  /** The first of those chained by `next`; -1 where none is available. */
  function chainLeast(nowMs: number): number {
    const nowS = secondOf(nowMs)
    let [first, last, least] = [-1, -1, Infinity]
    for (let i = 0; i < size; i++) {
      if (available[i] === 0) continue
      const eta = times.eta(i, nowS, ages?.look(i, nowMs))
      const difference = first === -1 ? -1 : eta * weight[first] - least * weight[i]
      if (difference > 0) continue
      if (difference === 0) next[last] = i
      else [first, least] = [i, eta]
      last = i
      next[i] = -1
    }
    return first
  }

  return {
    pick(_request, nowMs) {
      const first = chainLeast(nowMs)
      return first === -1 || next[first] === -1 ? first : rotation.pickOf(first, next)
    },
    sent(backend, nowMs) {
      times.sent(backend, nowMs)
      ages?.sent(backend, nowMs)
    },
    answered(backend, outcome, nowMs) {
      times.answered(backend, outcome, nowMs)
      ages?.answered(backend, outcome.latencyMs, nowMs)
      rotation.answered(backend, outcome)
    },
    changed: rotation.changed,
  }
}
