/**
 * p-values of all pairs among `groups`, corrected for their number (Shaffer 1986, "Modified sequentially rejective multiple test
 * procedures"), in the order given: who believes those at most alpha is wrong about any pair with probability alpha at most,
 * however they depend on each other. Holm's steps, but pairs hang together: of three groups, once one pair differs, at most one
 * of the others can still be equal.
 */
export function shaffer(ps: readonly number[], groups: number): number[] {
  const factors = pairFactors(groups)
  const adjusted = new Array<number>(ps.length)
  const order = ps.map((_, i) => i).sort((a, b) => ps[a]! - ps[b]!)
  let least = 0
  for (const [rank, i] of order.entries()) {
    least = Math.max(least, Math.min(1, ps[i]! * factors[rank]!))
    adjusted[i] = least
  }
  return adjusted
}

/** At [i]: how many of the pairs among `groups` may be equal at most when i of them are known to differ. For three: 3, 1, 1. */
export function pairFactors(groups: number): number[] {
  const pairs = pairsAmong(groups)
  const possible = equalPairs(groups)
  return Array.from({ length: pairs }, (_, differ) => Math.max(...possible.filter(equal => equal <= pairs - differ)))
}

/** How many pairs may be equal at all: the groups fall into classes of equals, and pairs within a class are equal. */
function equalPairs(groups: number): number[] {
  const of: number[][] = [[0]]
  for (let n = 1; n <= groups; n++) {
    const counts = new Set<number>()
    for (let size = 1; size <= n; size++) {
      for (const rest of of[n - size]!) counts.add(pairsAmong(size) + rest)
    }
    of.push([...counts])
  }
  return of[groups]!
}

const pairsAmong = (n: number): number => (n * (n - 1)) / 2
