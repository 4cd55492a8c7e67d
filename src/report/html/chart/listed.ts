import { list } from '../../list.js'

/** More names than this are no sentence. */
const mostNames = 6

/** "a, b and c"; of many the first few and how many more: "a, b, c, d, e and 7 more". */
export function listed(names: readonly string[]): string {
  if (names.length <= mostNames) return list(names)
  return list([...names.slice(0, mostNames - 1), `${names.length - mostNames + 1} more`])
}
