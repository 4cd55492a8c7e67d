import { pairFactors, shaffer } from '../stats/shaffer.js'
import { confidence } from '../stats/student.js'

/** p-values of the comparisons with the first, corrected for all pairs and looks (not cut at 1), and the factor that one more pair would get. */
export interface Corrected {
  readonly adjusted: readonly number[]
  readonly factor: number
}

/**
 * Corrects for every pair that could have been looked at, as the first was chosen by the same data.
 * @param ps of each but the first against the first
 * @param pOf two of the others against each other
 */
export function correctedForAllPairs<T>(
  ps: readonly number[],
  [, ...others]: readonly T[],
  { pOf, looks }: { readonly pOf: (left: T, right: T) => number; readonly looks: number },
): Corrected {
  const k = others.length + 1
  const pairs = (k * (k - 1)) / 2
  if (k > mostStepped) return { adjusted: ps.map(p => looks * pairs * p), factor: pairs }
  const between = others.flatMap((one, i) => others.slice(i + 1).map(other => pOf(other, one)))
  const adjusted = shaffer([...ps, ...between], k).map(p => looks * p)
  const shown = adjusted.filter(isShown).length
  return { adjusted: adjusted.slice(0, ps.length), factor: pairFactors(k)[shown] ?? 1 }
}

/** Of more candidates the steps gain next to nothing (120 pairs become 105), and all pairs of hundreds take minutes: Bonferroni. */
const mostStepped = 16

/** Whether a corrected p-value is evidence. */
export const isShown = (p: number): boolean => p <= 1 - confidence
