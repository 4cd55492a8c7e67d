/**
 * Index i with probability weights[i] / sum, from one uniform number in [0, 1), in constant time: the alias method in
 * Vose's form (IEEE Trans. Software Eng. 17, 1991). The whole part of u * n names a column, the fraction chooses between
 * the column's own index and its alias; 53 bits leave more than 30 for the fraction at a million columns.
 * @param weights not negative, at least one above 0
 */
export function weightedChoice(weights: ArrayLike<number>): (u: number) => number {
  const { keep, alias } = aliasTable(weights)
  const size = keep.length
  return u => {
    const at = u * size
    const column = Math.floor(at)
    return at - column < keep[column]! ? column : alias[column]!
  }
}

/**
 * Fills every column that is too low from one that is too high, until all hold exactly 1. A column left over lacks no
 * more than rounding, and is its own alias.
 */
function aliasTable(weights: ArrayLike<number>): { keep: Float64Array; alias: Int32Array } {
  const size = weights.length
  let sum = 0
  for (let i = 0; i < size; i++) sum += weights[i]!
  if (!(sum > 0 && sum < Infinity)) throw new RangeError('the shares to choose from must add up to more than 0')
  const keep = Float64Array.from(weights, weight => (weight * size) / sum)
  const alias = Int32Array.from(keep, (_, i) => i)
  const { low, high } = byHeight(keep)
  while (low.length > 0 && high.length > 0) {
    const poor = low.pop()!
    const rich = high.at(-1)!
    alias[poor] = rich
    keep[rich] = keep[rich]! + keep[poor]! - 1
    if (keep[rich]! < 1) low.push(high.pop()!)
  }
  return { keep, alias }
}

function byHeight(keep: Float64Array): { low: number[]; high: number[] } {
  const low: number[] = []
  const high: number[] = []
  for (let i = 0; i < keep.length; i++) (keep[i]! < 1 ? low : high).push(i)
  return { low, high }
}
