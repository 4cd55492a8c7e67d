import type { Pool } from '../strategy.js'

/**
 * Who belongs to the layout of a ring or a table: who is `up`. Changes are noted and looked at together when the next
 * request comes, so a hundred of them lay out once, and what was undone by then costs nothing.
 */
export interface Members {
  /** 1 where it was up when last looked at. */
  readonly isMember: Uint8Array
  /** How many were. */
  readonly count: number
  /** Notes that something changed, in O(1). Fits `Chooser.changed`. */
  changed(backend: number): void
  /** Looks at what changed: `noticed` is told each backend that came, left or has another weight. */
  look(): void
}

/** @param noticed called while `isMember` and `count` are already up to date for that backend */
export function createMembers({ size, up, weight }: Pool, noticed: (backend: number) => void): Members {
  const isMember = Uint8Array.from(up)
  const seenWeight = Int32Array.from(weight)
  const isNoted = new Uint8Array(size)
  const noted = new Int32Array(size)
  let notes = 0

  const members = {
    isMember,
    count: isMember.reduce((sum, flag) => sum + flag, 0),
    changed(backend: number): void {
      if (isNoted[backend] === 1 || (isMember[backend] === up[backend] && seenWeight[backend] === weight[backend]))
        return
      isNoted[backend] = 1
      noted[notes++] = backend
    },
    look(): void {
      while (notes > 0) {
        const backend = noted[--notes]
        isNoted[backend] = 0
        if (isMember[backend] === up[backend] && seenWeight[backend] === weight[backend]) continue
        members.count += up[backend] - isMember[backend]
        isMember[backend] = up[backend]
        seenWeight[backend] = weight[backend]
        noticed(backend)
      }
    },
  }
  return members
}
