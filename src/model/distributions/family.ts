/** What every family of service-time distributions can do. One family a file, all of this shape. */
export interface Family<Parameters> {
  /** Milliseconds from u in (0, 1): the inverse of the distribution function, never falling. Prepared once, called often. */
  quantile(parameters: Parameters): (u: number) => number
  /** Exact mean, ms; Infinity where there is none. */
  meanMs(parameters: Parameters): number
  /** Short text for people, e.g. "exponential, mean 10 ms, p99 46.05 ms". */
  describe(parameters: Parameters): string
}

/** "20 ms": four significant digits, no trailing zeros. */
export function msText(ms: number): string {
  return `${Number(ms.toPrecision(4))} ms`
}

/** "mean 20 ms, p99 80 ms": what most families say of themselves. */
export function meanAndP99<Parameters>(family: Omit<Family<Parameters>, 'describe'>, parameters: Parameters): string {
  return `mean ${msText(family.meanMs(parameters))}, p99 ${msText(family.quantile(parameters)(0.99))}`
}
