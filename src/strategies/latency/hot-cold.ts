import type { Probe } from './probe-pool.js'

/**
 * From how many requests in flight on a replica is hot: more than this. The quantile by nearest rank, over one probe a
 * replica: at 0 all are hot, at 1 none is.
 */
export function hotAbove(probes: readonly Probe[], quantile: number): number {
  if (quantile <= 0) return -Infinity
  const rifs = probes.map(({ rif }) => rif).sort((a, b) => a - b)
  return rifs.length === 0 ? Infinity : rifs[Math.ceil(quantile * rifs.length) - 1]
}

/**
 * The hot-cold lexicographic rule: the cold replica that is fastest; where none is cold, the one with the fewest requests
 * in flight. Of equals the one with less of the other, then the one that was probed longest ago.
 * @param probes oldest first, one a replica
 * @param costMs latency as it shall count
 */
export function bestProbe(
  probes: readonly Probe[],
  threshold: number,
  costMs: (probe: Probe) => number,
): Probe | undefined {
  let best: Probe | undefined
  for (const probe of probes) if (best === undefined || isBetter(probe, best, threshold, costMs)) best = probe
  return best
}

/** The one to forget: of the hot ones that with the most requests in flight; where none is hot, the slowest; the oldest of several. */
export function worstProbe(
  probes: readonly Probe[],
  threshold: number,
  costMs: (probe: Probe) => number,
): Probe | undefined {
  let worst: Probe | undefined
  for (const probe of probes) if (worst === undefined || isWorse(probe, worst, threshold, costMs)) worst = probe
  return worst
}

function isBetter(probe: Probe, best: Probe, threshold: number, costMs: (probe: Probe) => number): boolean {
  const [hot, bestHot] = [probe.rif > threshold, best.rif > threshold]
  if (hot !== bestHot) return bestHot
  const faster = costMs(probe) - costMs(best)
  const emptier = probe.rif - best.rif
  return hot ? emptier < 0 || (emptier === 0 && faster < 0) : faster < 0 || (faster === 0 && emptier < 0)
}

function isWorse(probe: Probe, worst: Probe, threshold: number, costMs: (probe: Probe) => number): boolean {
  const [hot, worstHot] = [probe.rif > threshold, worst.rif > threshold]
  if (hot !== worstHot) return hot
  return hot ? probe.rif > worst.rif : costMs(probe) > costMs(worst)
}
