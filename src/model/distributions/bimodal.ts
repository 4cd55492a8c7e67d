import { type Family, msText } from './family.js'

/** `slowShare` of the requests take slowMs, the others fastMs: a cache with misses. */
export interface Bimodal {
  readonly kind: 'bimodal'
  readonly fastMs: number
  readonly slowMs: number
  readonly slowShare: number
}

/** The bimodal family. The slow ones are the upper quantiles, so a heavy demand is heavy here as everywhere. */
export const bimodal: Family<Bimodal> = {
  quantile({ fastMs, slowMs, slowShare }) {
    const fastShare = 1 - slowShare
    return u => (u < fastShare ? fastMs : slowMs)
  },
  meanMs: ({ fastMs, slowMs, slowShare }) => fastMs + slowShare * (slowMs - fastMs),
  describe: ({ fastMs, slowMs, slowShare }) =>
    `bimodal, ${msText(fastMs)} and ${Number((100 * slowShare).toPrecision(4))} % ${msText(slowMs)}`,
}
