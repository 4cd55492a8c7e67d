import { type Family, msText } from './family.js'

/** Every request takes valueMs. */
export interface Constant {
  readonly kind: 'constant'
  readonly valueMs: number
}

/** The constant family. */
export const constant: Family<Constant> = {
  quantile:
    ({ valueMs }) =>
    () =>
      valueMs,
  meanMs: ({ valueMs }) => valueMs,
  describe: ({ valueMs }) => `constant ${msText(valueMs)}`,
}
