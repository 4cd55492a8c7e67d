/** |actual - expected| over |expected|; the tables print 9 digits, so what agrees with them is off by at most 5e-9. */
export function relativeError(actual: number, expected: number): number {
  return actual === expected ? 0 : Math.abs((actual - expected) / expected)
}

/** What rounding to the 9 digits of a table can amount to. */
export const tablesDigits = 5.1e-9

/** Loads a queue can carry. */
export const stableLoad = { min: 0.01, max: 0.97, noNaN: true }
