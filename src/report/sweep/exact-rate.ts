/** Rates tried have four digits: all of them, so that they can be tried again. */
export function formatExactRate(ratePerSecond: number): string {
  return `${Number(ratePerSecond.toPrecision(4))}/s`
}
