import { list } from './list.js'
import type { Ranked } from './ranking.js'

/** Everybody of a few; of many the first ones and how many more. */
export function few(ranked: readonly Ranked[], text: (one: Ranked) => string = idOf): string {
  if (ranked.length <= mostNamed + 1) return list(ranked.map(text))
  return list([...ranked.slice(0, mostNamed).map(text), `${ranked.length - mostNamed} more`])
}

export const idOf = ({ candidate }: Ranked): string => candidate.id

const mostNamed = 3
