import type { Random } from '../../model/random.js'
import { createWeightTable } from '../random/weight-table.js'
import type { Chooser, Pool } from '../strategy.js'

/**
 * A weighted draw that takes traffic away from targets which fail more than the others do. AWS documents what Automatic
 * Target Weights achieve (less and less traffic for a target whose share of 5xx and connection errors is out of proportion,
 * slowly more once it recovers, from three healthy targets on), not how; the numbers here are ours:
 *
 * every `windowMs` a target is anomalous if it failed at least 5 requests and twice as large a share of its requests as all
 * others together, plus 5 %. An anomalous target's share is halved, down to 1/128; any other's is doubled, up to its whole.
 *
 * Requests that hit an unavailable target are drawn again; after 20 draws the first available one serves. O(log n) a pick.
 */
export function drawAroundAnomalies(pool: Pool, chance: Random, windowMs: number): Chooser {
  const shares = new Int32Array(pool.size).fill(whole)
  const scaled = { ...pool, weight: shares }
  const table = createWeightTable(scaled)
  const counts = new Counts(pool.size)
  let closesMs = Number.NEGATIVE_INFINITY

  function judge(nowMs: number): void {
    closesMs = nowMs + windowMs
    const { available } = pool
    if (available.reduce((sum, flag) => sum + flag, 0) < fewestTargets) return
    for (let target = 0; target < pool.size; target++) {
      const share = counts.isAnomalous(target) ? shares[target] >> 1 : shares[target] << 1
      shares[target] = Math.min(whole, Math.max(1, share))
      table.changed(target)
    }
    counts.clear()
  }

  return {
    pick(_request, nowMs) {
      if (nowMs >= closesMs) judge(nowMs)
      for (let draw = 0; draw <= redraws; draw++) {
        const target = table.at(chance.below(table.total))
        if (pool.available[target] === 1) return target
      }
      return pool.available.indexOf(1)
    },
    answered(target, { cause, failed, status }) {
      if (cause !== 'cancelled') counts.add(target, failed || status >= 500)
    },
  }
}

const redraws = 20
/** A share of 1, in 128ths: the least is 1. */
const whole = 128
const fewestTargets = 3
const fewestFailures = 5

/** Requests and failures of each target in a window. */
class Counts {
  readonly #requests: Float64Array
  readonly #failures: Float64Array
  #allRequests = 0
  #allFailures = 0

  constructor(size: number) {
    this.#requests = new Float64Array(size)
    this.#failures = new Float64Array(size)
  }

  add(target: number, failed: boolean): void {
    this.#requests[target]++
    this.#allRequests++
    if (!failed) return
    this.#failures[target]++
    this.#allFailures++
  }

  isAnomalous(target: number): boolean {
    const [requests, failures] = [this.#requests[target], this.#failures[target]]
    if (failures < fewestFailures) return false
    const others = (this.#allFailures - failures) / Math.max(1, this.#allRequests - requests)
    return failures / requests >= 2 * others + 0.05
  }

  clear(): void {
    this.#requests.fill(0)
    this.#failures.fill(0)
    this.#allRequests = 0
    this.#allFailures = 0
  }
}
