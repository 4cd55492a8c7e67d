/** Where a stretch of values falls apart most clearly. */
export interface Split {
  /** Of the first value after the split. */
  readonly index: number
  /** The statistic q of Matteson & James; in the unit of the values, above 0. */
  readonly strength: number
}

/**
 * The split at which values before it and a run of values after it differ most: q = mn/(m+n) * E of the two (equations 5 to 7 of
 * Matteson & James 2014), over every place and every end of that run. The run may end before the values do, or a later change
 * back would hide this one. Undefined where no split leaves `fewest` values on both sides, or all values are equal.
 *
 * Distances are taken with alpha = 1, |x - y|: any alpha in (0, 2) sees every kind of change, 2 would see means only; 1 is what the
 * paper and the tools after it use, one wild run weighs as much as it is away and not the square of that, and it needs no power,
 * whose last bits differ between versions of Node.
 */
export function strongestSplit(values: Float64Array, fewest: number): Split | undefined {
  const { length } = values
  if (length < 2 * fewest) return undefined
  const head = withinHeads(values)
  /** Sum of distances among values[index..end), by end; grows to the left as index does. */
  const within = new Float64Array(length + 1)
  let best: Split | undefined
  for (let index = length - 1; index >= fewest; index--) {
    addValue(within, values, index)
    for (let end = index + fewest; end <= length; end++) {
      const between = head[end]! - head[index]! - within[end]!
      const strength = energy({ between, left: head[index]!, right: within[end]! }, index, end - index)
      if (strength > (best?.strength ?? 0)) best = { index, strength }
    }
  }
  return best
}

/** Sums of the distances of all pairs. */
interface Distances {
  readonly between: number
  readonly left: number
  readonly right: number
}

/** q of n values on the left and m on the right. */
function energy({ between, left, right }: Distances, n: number, m: number): number {
  const apart = (2 * between) / (n * m)
  return ((n * m) / (n + m)) * (apart - mean(left, n) - mean(right, m))
}

/** Mean distance of the pairs of n values. */
const mean = (sum: number, n: number): number => (n < 2 ? 0 : (2 * sum) / (n * (n - 1)))

/** Sum of distances among values[0..end), by end. */
function withinHeads(values: Float64Array): Float64Array {
  const head = new Float64Array(values.length + 1)
  for (let end = 1; end <= values.length; end++) {
    let sum = head[end - 1]!
    for (let i = 0; i < end - 1; i++) sum += Math.abs(values[i]! - values[end - 1]!)
    head[end] = sum
  }
  return head
}

function addValue(within: Float64Array, values: Float64Array, index: number): void {
  let sum = 0
  for (let end = index + 1; end <= values.length; end++) {
    sum += Math.abs(values[index]! - values[end - 1]!)
    within[end]! += sum
  }
}
