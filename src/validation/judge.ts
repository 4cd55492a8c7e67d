/** A figure of theory and the same of the simulation. */
export interface Judgement {
  /** Mean over the replications. */
  readonly simulated: number
  /** Of that mean. */
  readonly standardError: number
  /** How far the two lie apart, as a standard normal would if they were the same. */
  readonly z: number
  readonly agrees: boolean
}

/** Beyond so many a point has failed. A correct simulation gets there once in 15,800 points. */
export const zLimit = 4

/** Within so many lie 95 % of the points of a correct simulation. */
export const z95 = 1.959964

/**
 * Student's t of the replications' estimates, as the normal score of the same probability: with few replications the standard
 * error is itself uncertain, and 4 of it would be exceeded too often. Replications that all agree to the last digit (nobody
 * ever waits) must equal theory to 9 digits.
 */
export function judge(theory: number, estimates: readonly number[]): Judgement {
  const n = estimates.length
  const simulated = sum(estimates) / n
  const variance = sum(estimates.map(value => (value - simulated) * (value - simulated))) / (n - 1)
  const standardError = Math.sqrt(variance / n)
  const gap = simulated - theory
  if (standardError <= 1e-12 * Math.abs(theory)) {
    const agrees = Math.abs(gap) <= 1e-9 * Math.abs(theory)
    return { simulated, standardError, z: agrees ? 0 : gap * Infinity, agrees }
  }
  const z = normalScore(gap / standardError, n - 1)
  return { simulated, standardError, z, agrees: Math.abs(z) <= zLimit }
}

/** Wallace, "Bounds on normal approximations to Student's and the chi-square distributions", Ann. Math. Statist. 30 (1959). */
export function normalScore(t: number, degreesOfFreedom: number): number {
  const n = degreesOfFreedom
  return (Math.sign(t) * (8 * n + 1) * Math.sqrt(n * Math.log1p((t * t) / n))) / (8 * n + 3)
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
