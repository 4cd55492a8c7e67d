import { dashes } from './charts/dashes.js'
import type { Look } from './charts/index.js'

/** How charts look on a page of these candidates; all of them are shown unless it is said. */
export function lookOf(
  candidates: readonly string[],
  width: number,
  shown: ReadonlySet<string> = new Set(candidates),
): Look {
  return {
    ...{ width, shown },
    colorOf: id => `var(--c${candidates.indexOf(id) % 8})`,
    dashOf: id => dashOfNumber(candidates.indexOf(id)),
  }
}

/** Whoever shares a colour with another one has other dashes. */
const dashOfNumber = (k: number): string => dashes[(k + 3 * Math.floor(k / dashes.length)) % dashes.length]!
