/**
 * Calls `look` for as long as the process has other things to do: four times within the shortest of `timeoutsMs`, yet at
 * most once a second with the usual ones of a minute. One timer for all connections, in place of one a request.
 * @returns stops it
 */
export function sweep(look: () => void, timeoutsMs: readonly number[]): () => void {
  const timer = setInterval(look, Math.max(shortestMs, Math.min(longestMs, ...timeoutsMs.map(ms => ms / 4))))
  timer.unref()
  return () => clearInterval(timer)
}

const shortestMs = 5
const longestMs = 1_000
