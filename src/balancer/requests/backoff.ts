import type { RetrySpec } from '../../model/balancer-spec.js'
import type { Random } from '../../model/random.js'

/**
 * How long the k-th retry waits, ms: uniform in [0, min(max, base * (2^k - 1))), so that requests which failed together do
 * not come back together. Source: Envoy JitteredExponentialBackOffStrategy.
 */
export function backoffOf({ backoffMs, maxBackoffMs }: RetrySpec, k: number, random: Random): number {
  if (backoffMs === 0) return 0
  return random.next() * Math.min(maxBackoffMs, backoffMs * (2 ** k - 1))
}
