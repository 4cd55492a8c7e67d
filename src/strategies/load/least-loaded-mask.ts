import { createRotation } from '../rotation/rotation.js'
import type { Chooser, Pool } from '../strategy.js'
import { WeightCensus } from '../weight-census.js'
import { scanInTurn } from './least-loaded-scan.js'

/** Bits of a mask that are whole numbers to V8. */
export const mostMasked = 30

/**
 * The picks of `scanLeastLoaded` for at most 30 backends of one weight: a mask of backends for each number of requests in
 * flight, so that a pick looks at the tied ones only. At ten backends half of the cost is in branches that nobody can guess.
 * While weights differ, because they change, it looks at all.
 */
export function maskLeastLoaded(pool: Pool): Chooser {
  const { inFlight, available } = pool
  const rotation = createRotation(pool)
  const scan = scanInTurn(pool, rotation)
  const census = new WeightCensus(pool)
  let alike = census.alike
  /** Bit i of `masks[k]`: backend i is available and has k requests in flight. */
  const masks: number[] = [0]
  /** Under how many requests in flight each stands there, -1 where it does not. */
  const level = new Int32Array(pool.size).fill(-1)
  let least = 0

  function place(backend: number): void {
    const now = available[backend] === 1 ? inFlight[backend] : -1
    if (level[backend] !== -1) masks[level[backend]] &= ~(1 << backend)
    level[backend] = now
    if (now === -1) return
    while (masks.length <= now) masks.push(0)
    masks[now] |= 1 << backend
    if (now < least) least = now
  }

  for (let backend = 0; backend < pool.size; backend++) place(backend)
  return {
    pick() {
      if (!alike) return scan.pick()
      while (masks[least] === 0 && least + 1 < masks.length) least++
      const tied = masks[least]
      if ((tied & (tied - 1)) === 0) return 31 - Math.clz32(tied)
      return rotation.pickMasked(tied)
    },
    sent: place,
    answered(backend, outcome) {
      place(backend)
      rotation.answered(backend, outcome)
    },
    changed(backend) {
      place(backend)
      rotation.changed(backend)
      census.changed(backend)
      alike = census.alike
    },
  }
}
