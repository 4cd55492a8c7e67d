import type { Results } from '../results/results.js'

/**
 * Whether a seed stands for the same requests in both: it does within a scenario; and in another one too, where its load and length
 * are the same and every round that both ran had as many requests (as with other backends, or another setting of the balancer).
 */
export function sameRequests(before: Results, after: Results): boolean {
  if (before.scenario.hash === after.scenario.hash) return true
  const key = ({ scenario: { load, durationMs, warmupMs } }: Results): string =>
    JSON.stringify([load, durationMs, warmupMs])
  return key(before) === key(after) && sameCounts(before, after)
}

function sameCounts(before: Results, after: Results): boolean {
  const counts = ({ candidates }: Results): Map<number, number | null> =>
    new Map(candidates.flatMap(({ rounds }) => rounds.map(({ seed, metrics }) => [seed, metrics.requests] as const)))
  const [left, right] = [counts(before), counts(after)]
  const shared = [...left].filter(([seed]) => right.has(seed))
  return shared.length > 0 && shared.every(([seed, count]) => count !== null && right.get(seed) === count)
}
