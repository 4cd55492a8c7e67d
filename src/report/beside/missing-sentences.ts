import type { Beside } from '../../beside/beside.js'
import { list } from '../list.js'

/** Who is in one of both only, and how to hold two against each other all the same. */
export function missingSentences({ onlyBefore, onlyAfter }: Beside): string[] {
  const meant = likeliest(onlyBefore, onlyAfter)
  const hint = meant === undefined ? [] : [`To hold two of them against each other: --match '${meant}'.`]
  return [
    ...(onlyBefore.length === 0 ? [] : [`Only before: ${list(onlyBefore)}.`]),
    ...(onlyAfter.length === 0 ? [] : [`Only after: ${list(onlyAfter)}.`]),
    ...hint,
  ]
}

/** Two of one label or strategy rather than any two. */
function likeliest(before: readonly string[], after: readonly string[]): string | undefined {
  const all = before.flatMap(left => after.map(right => ({ left, right })))
  const same = (part: (id: string) => string | undefined): (typeof all)[number] | undefined =>
    all.find(({ left, right }) => part(left) !== undefined && part(left) === part(right))
  const best = same(id => /#(.*)$/.exec(id)?.[1]) ?? same(id => id.replace(/[?#].*$/s, '')) ?? all[0]
  return best && `${best.left}=${best.right}`.replaceAll("'", "'\\''")
}
