/** The part of jstat in use; the package ships no types. */
declare module 'jstat' {
  const jstat: {
    readonly studentt: {
      /** Quantile of Student's t, p in (0, 1), df > 0. */
      inv(p: number, df: number): number
      cdf(t: number, df: number): number
    }
    readonly noncentralt: {
      cdf(t: number, df: number, shift: number): number
    }
  }
  export default jstat
}
