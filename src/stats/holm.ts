/**
 * p-values corrected for their number (Holm 1979), in the order given: who believes those at most alpha is wrong about any of
 * them with probability alpha at most, however they depend on each other.
 */
export function holm(ps: readonly number[]): number[] {
  const adjusted = new Array<number>(ps.length)
  const order = ps.map((_, i) => i).sort((a, b) => ps[a]! - ps[b]!)
  let least = 0
  for (const [rank, i] of order.entries()) {
    least = Math.max(least, Math.min(1, ps[i]! * (ps.length - rank)))
    adjusted[i] = least
  }
  return adjusted
}
