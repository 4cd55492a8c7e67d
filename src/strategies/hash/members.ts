import type { Pool } from '../strategy.js'

/**
 * Who belongs to the pool, as opposed to who may be picked: rings and tables are laid out over the members.
 *
 * `available` alone does not tell a backend that is down from one that this very request has tried, for which no product
 * lays anything out anew. But a request that is on its first try has tried nobody, so then the two are the same. Changes
 * are therefore noted and looked at together at the next first try; one that was undone by then costs nothing. A product
 * hears of a failure between two tries of one request; here the second try still sees the members of the first.
 */
export interface Members {
  /** 1 where it was available when last looked at. */
  readonly isMember: Uint8Array
  /** How many are. */
  readonly count: number
  /** Notes that something changed, in O(1). Fits `Chooser.changed`. */
  changed(backend: number): void
  /** Looks at what changed: `noticed` is told each backend that came, left or has another weight. */
  look(): void
}

/** @param noticed called while `isMember` and `count` are already up to date for that backend */
export function createMembers({ size, available, weight }: Pool, noticed: (backend: number) => void): Members {
  const isMember = Uint8Array.from(available)
  const seenWeight = Int32Array.from(weight)
  const isNoted = new Uint8Array(size)
  const noted = new Int32Array(size)
  let notes = 0

  const members = {
    isMember,
    count: isMember.reduce((sum, flag) => sum + flag, 0),
    changed(backend: number): void {
      if (isNoted[backend] === 1) return
      isNoted[backend] = 1
      noted[notes++] = backend
    },
    look(): void {
      while (notes > 0) {
        const backend = noted[--notes]
        isNoted[backend] = 0
        if (isMember[backend] === available[backend] && seenWeight[backend] === weight[backend]) continue
        members.count += available[backend] - isMember[backend]
        isMember[backend] = available[backend]
        seenWeight[backend] = weight[backend]
        noticed(backend)
      }
    },
  }
  return members
}
