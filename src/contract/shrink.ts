import type { History, Step } from './history.js'

/** How many histories are tried at most: enough for sixty steps, and soon over. */
const mostTries = 600

/**
 * The smallest history found that still shows the fault: steps are left out, by halves and then one by one, then backends,
 * then weights. (Zeller's delta debugging, on steps.)
 * @param shows whether a history shows it
 */
export function shrink(history: History, shows: (history: History) => boolean): History {
  let tries = 0
  let best = history
  const better = (candidate: History): boolean => {
    if (tries++ >= mostTries || !shows(candidate)) return false
    best = candidate
    return true
  }
  for (let chunk = Math.ceil(best.steps.length / 2); chunk >= 1; chunk = chunk === 1 ? 0 : Math.ceil(chunk / 2)) {
    for (let at = 0; at < best.steps.length; ) {
      if (!better({ ...best, steps: without(best.steps, at, chunk) })) at += chunk
    }
  }
  for (let size = 1; size < best.weights.length; size++)
    if (better({ ...best, weights: best.weights.slice(0, size) })) break
  better({ ...best, weights: best.weights.map(() => 1) })
  better({ ...best, weightScale: 1 })
  return best
}

function without(steps: readonly Step[], at: number, count: number): Step[] {
  return [...steps.slice(0, at), ...steps.slice(at + count)]
}
