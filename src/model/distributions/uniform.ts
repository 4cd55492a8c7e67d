import { type Family, msText } from './family.js'

/** Anything from minMs to maxMs, all alike. */
export interface Uniform {
  readonly kind: 'uniform'
  readonly minMs: number
  readonly maxMs: number
}

/** The uniform family. */
export const uniform: Family<Uniform> = {
  quantile({ minMs, maxMs }) {
    const widthMs = maxMs - minMs
    return u => minMs + u * widthMs
  },
  meanMs: ({ minMs, maxMs }) => (minMs + maxMs) / 2,
  describe: ({ minMs, maxMs }) => `uniform, ${msText(minMs)} to ${msText(maxMs)}`,
}
