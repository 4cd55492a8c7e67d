import type { PageData } from '../report/html/page.js'
import { dashes } from './charts/dashes.js'
import type { Look } from './charts/index.js'

/** How charts look on a page of these candidates; all of them are shown unless it is said. */
export function lookOf(
  { candidates, invalid }: Pick<PageData, 'candidates' | 'invalid'>,
  width: number,
  shown: ReadonlySet<string> = new Set(candidates),
): Look {
  return {
    ...{ width, shown },
    nameOf: id => (invalid.includes(id) ? `${id} (invalid)` : id),
    colorOf: id => `var(--c${candidates.indexOf(id) % 8})`,
    dashOf: id => dashOfNumber(candidates.indexOf(id)),
  }
}

/** Whoever shares a colour with another one has other dashes. */
const dashOfNumber = (k: number): string => dashes[(k + 3 * Math.floor(k / dashes.length)) % dashes.length]!
