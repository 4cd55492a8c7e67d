import { createRotation, type Rotation } from '../rotation/rotation.js'
import type { Chooser, Pool } from '../strategy.js'

/**
 * least_conn as nginx does it: looks at all backends for the least loaded, and if there are several, at all of these
 * for whose turn it is. O(n) a pick, nothing else to keep up to date.
 */
export function scanLeastLoaded(pool: Pool): Chooser {
  return scanInTurn(pool, createRotation(pool))
}

/** The same with turns that somebody else takes part in; to be told what they have to be told. */
export function scanInTurn(pool: Pool, rotation: Rotation): Pick<Rotation, 'pick' | 'answered' | 'changed'> {
  const search = { first: -1, tied: false }
  return {
    pick() {
      findLeastLoaded(pool, search)
      return search.tied ? rotation.pickTied(search.first) : search.first
    },
    answered: rotation.answered,
    changed: rotation.changed,
  }
}

/** `first`: the earliest declared of the least loaded backends, -1 for none; `tied`: whether others are as little loaded. */
function findLeastLoaded(pool: Pool, result: { first: number; tied: boolean }): void {
  const { size, available, inFlight, weight } = pool
  let first = -1
  let tied = false
  // The least load so far, as a fraction: 1/0 is more than any. Compared without dividing.
  let least = 1
  let per = 0
  for (let i = 0; i < size; i++) {
    if (available[i] === 0) continue
    const difference = inFlight[i] * per - least * weight[i]
    if (difference < 0) {
      first = i
      least = inFlight[i]
      per = weight[i]
      tied = false
    } else if (difference === 0) {
      tied = true
    }
  }
  result.first = first
  result.tied = tied
}
