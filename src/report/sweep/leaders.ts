/** What a search found for one candidate. */
export interface Rated {
  readonly id: string
  readonly strategy: string
  /** The highest that holds, and the lowest that does not, a second. */
  readonly rate: number | null
  readonly failsAt: number
}

export type Met = Rated & { readonly rate: number }

/** Whom the search puts first, and everybody else who meets the objective at some rate; both the highest rate first. */
export interface Leaders {
  /** Not to be told apart; none where nobody meets the objective. */
  readonly level: readonly Met[]
  readonly others: readonly Met[]
}

/** A rate is known to the tolerance of the search only, so nobody leads by less. `ideal` is nobody's choice, so it leads nobody. */
export function leadersOf(all: readonly Rated[], tolerance: number): Leaders {
  const met = all
    .flatMap(one => (one.rate === null ? [] : [{ ...one, rate: one.rate }]))
    .sort((a, b) => b.rate - a.rate)
  const real = met.filter(({ strategy }) => strategy !== 'ideal')
  const [best] = real
  if (best === undefined) return { level: [], others: met }
  const level = real.filter(({ rate, failsAt }) => rate >= (1 - tolerance) * best.rate || failsAt >= best.rate)
  return { level, others: met.filter(one => !level.includes(one)) }
}
