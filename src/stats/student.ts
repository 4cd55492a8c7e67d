import jstat from 'jstat'

/** Two-sided confidence of every interval in lbbench. */
export const confidence = 0.95

/** How many standard errors a two-sided 95 % interval reaches to each side; df >= 1, need not be whole. */
export function tReach(degreesOfFreedom: number): number {
  return jstat.studentt.inv(1 - (1 - confidence) / 2, degreesOfFreedom)
}
