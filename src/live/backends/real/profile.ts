import type { BackendSpec, FailureSpec } from '../../../model/backend-spec.js'
import { type Distribution, quantile } from '../../../model/distribution.js'

/** What a backend of any language is told of itself, as JSON in the file that LBBENCH_PROFILE names; docs/backends.md. */
export interface Profile {
  readonly name: string
  readonly weight: number
  /** Share of the service time that burns CPU, [0, 1]. */
  readonly cpuShare: number
  /** Service time by demand: straight lines between the rows, the first and the last value beyond them. */
  readonly serviceTime: QuantileTable
  /** The shares of errors, resets, closes and hangs lie side by side in [0, 1), in this order: the failure draw picks one. */
  readonly failures: FailureSpec
}

/** Both ascending, as long as each other; quantiles in [0, 1). */
export interface QuantileTable {
  readonly quantiles: readonly number[]
  readonly ms: readonly number[]
}

/** What the server of this backend is to be told. */
export function profileOf({ name, weight, cpuShare, latency, failures }: BackendSpec): Profile {
  return { name, weight, cpuShare, serviceTime: quantileTable(latency), failures }
}

/** Beyond them all demands count alike: one in a thousand million, one in a hundred million. */
const [firstQuantile, lastQuantile] = [1e-9, 1 - 1e-8]

/** Where a straight line is this close it is good enough: this share of the time, and less than a timer can tell, ms. */
const closeEnough = { share: 0.0002, ms: 0.0005 }

/** Below this width a step of the distribution is a step. */
const narrowest = 1e-11

/**
 * A table that is right to 0.1 % between its rows: a stretch in which a straight line is not close enough is halved.
 * Looked at in three places, so that a bend in the middle cannot hide.
 */
export function quantileTable(distribution: Distribution): QuantileTable {
  const serviceMs = quantile(distribution)
  const quantiles = [firstQuantile]
  const ms = [serviceMs(firstQuantile)]
  const add = (from: number, to: number): void => {
    if (to - from > narrowest && !isStraight(serviceMs, from, to)) {
      const middle = (from + to) / 2
      add(from, middle)
      add(middle, to)
      return
    }
    quantiles.push(to)
    ms.push(serviceMs(to))
  }
  // Sixteen stretches to begin with: a distribution of two values could look straight from afar.
  for (let i = 1; i <= 16; i++) add(quantiles.at(-1)!, (lastQuantile * i) / 16)
  return { quantiles, ms }
}

function isStraight(serviceMs: (u: number) => number, from: number, to: number): boolean {
  const [low, high] = [serviceMs(from), serviceMs(to)]
  return [0.25, 0.5, 0.75].every(share => {
    const real = serviceMs(from + share * (to - from))
    return Math.abs(low + share * (high - low) - real) <= Math.max(closeEnough.ms, closeEnough.share * real)
  })
}
