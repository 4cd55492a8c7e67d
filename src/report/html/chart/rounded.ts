/** Four significant digits: finer than any picture, and short in a file. */
export const rounded = (value: number): number => Number(value.toPrecision(4))

/** The same for a column; what is null stays so. */
export const roundedAll = (values: readonly (number | null)[]): (number | null)[] =>
  values.map(value => (value === null ? null : rounded(value)))
