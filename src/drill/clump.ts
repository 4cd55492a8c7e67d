/** Windows in a second, as far as clumps are looked for. */
const mostLags = 10

/**
 * How many requests of a kind come together: by how much their number in a second varies more than that of independent ones
 * would, at least 1. Slow requests stand in one queue behind each other, so they come in clumps, and a second with twice
 * as many of them as usual is nothing unusual. Variance by Newey & West (1987) over up to ten windows, fewer where a quarter
 * of what there is is fewer, and put right for the mean having been taken from the same data.
 * @param windows of each request, not negative
 */
export function clumpOf(windows: readonly number[], isOne: readonly boolean[]): number {
  const ones = isOne.filter(Boolean).length
  const share = ones / windows.length
  const variance = ones * (1 - share)
  const used = new Set(windows).size
  if (variance === 0 || used === 1) return 1
  const excess = new Float64Array(windows.reduce((most, window) => Math.max(most, window), 0) + 1)
  for (const [i, window] of windows.entries()) excess[window]! += (isOne[i] ? 1 : 0) - share
  const lags = Math.max(1, Math.min(mostLags, Math.floor(used / 4)))
  let sum = 0
  for (let lag = 0; lag < lags; lag++) {
    const weight = (lag === 0 ? 1 : 2) * (1 - lag / lags)
    for (let window = lag; window < excess.length; window++) sum += weight * excess[window]! * excess[window - lag]!
  }
  return Math.max(1, (sum / variance) * (used / (used - lags)))
}

/**
 * The most that clumps may be: the upper 95 % limit of `clumpOf`, as that many clumps tell a variance. Of a few long queues
 * nobody knows how long the next one will be; of many small ones it is next to the estimate. Chi-squared as Wilson & Hilferty (1931) have it.
 */
export function largestClumpOf(windows: readonly number[], isOne: readonly boolean[]): number {
  const clump = clumpOf(windows, isOne)
  // No clumps are seen.
  if (clump === 1) return 1
  const degrees = Math.max(isOne.filter(Boolean).length / clump, leastDegrees)
  const root = 1 - 2 / (9 * degrees) - 1.645 * Math.sqrt(2 / (9 * degrees))
  return clump / (root * root * root)
}

/** Of fewer the limit is beyond all use. */
const leastDegrees = 3
