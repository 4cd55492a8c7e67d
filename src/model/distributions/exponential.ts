import { type Family, meanAndP99 } from './family.js'

/** The memoryless one: what queueing theory calls M. */
export interface Exponential {
  readonly kind: 'exponential'
  readonly meanMs: number
}

/** The exponential family. 1 - u is exact for the 53-bit u that streams give, so no log1p is needed. */
export const exponential: Family<Exponential> = {
  quantile:
    ({ meanMs }) =>
    u =>
      -meanMs * Math.log(1 - u),
  meanMs: ({ meanMs }) => meanMs,
  describe: parameters => `exponential, ${meanAndP99(exponential, parameters)}`,
}
