import type { CandidateResult } from '../../../results/results.js'

/**
 * Whether not all that was in flight was seen: of balancers that are not ours it is told by the answers, and nobody answers those
 * whose clients give up.
 */
export function flightsUnseen({ world, engine, metrics }: CandidateResult): boolean {
  return world === 'live' && engine !== 'embedded' && (metrics.timeoutRate?.value ?? 0) > 0
}
