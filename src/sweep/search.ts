/** Where something holds below some point, and no more from there on. */
export interface Search {
  /** Known not to hold here. */
  readonly high: number
  /** Tried first; below it nobody looks. */
  readonly low: number
  /** The search ends when both ends are so close, a share of the lower one. */
  readonly tolerance: number
  readonly holds: (x: number) => Promise<boolean>
}

export interface Bracket {
  /** It was tried and held here; undefined where it did not even hold at `low`. */
  readonly highest: number | undefined
  /** The lowest it is known not to hold at. */
  readonly fails: number
}

/**
 * The highest number at which something holds, by bisection. Numbers tried have four digits, as a person would write them,
 * and both ends of the answer were tried (but for `high` itself): where chance makes it hold, fail and hold again, the answer
 * is one of the edges, never a number that failed.
 */
export async function searchHighest({ low, high, tolerance, holds }: Search): Promise<Bracket> {
  const first = fourDigits(low)
  if (!(await holds(first))) return { highest: undefined, fails: first }
  let [highest, fails] = [first, high]
  while (fails - highest > tolerance * highest) {
    const middle = fourDigits((highest + fails) / 2)
    if (middle <= highest || middle >= fails) break
    if (await holds(middle)) highest = middle
    else fails = middle
  }
  return { highest, fails }
}

const fourDigits = (x: number): number => Number(x.toPrecision(4))
