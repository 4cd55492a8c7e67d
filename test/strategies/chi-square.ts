/**
 * Upper-tail probability of Pearson's statistic for observed counts against expected shares (they add up to 1).
 * For an odd number of categories only: with an even number of degrees of freedom the tail has a closed form.
 */
export function chiSquareP(observed: readonly number[], shares: readonly number[]): number {
  const n = observed.reduce((sum, count) => sum + count, 0)
  const statistic = observed.reduce((sum, count, i) => sum + (count - n * shares[i]) ** 2 / (n * shares[i]), 0)
  return tail(statistic, observed.length - 1)
}

/** The same for the question whether two sets of counts come from one distribution. */
export function sameDistributionP(a: readonly number[], b: readonly number[]): number {
  const total = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0)
  const [nA, nB] = [total(a), total(b)]
  const statistic = a.reduce((sum, countA, i) => {
    const share = (countA + b[i]) / (nA + nB)
    return sum + (countA - nA * share) ** 2 / (nA * share) + (b[i] - nB * share) ** 2 / (nB * share)
  }, 0)
  return tail(statistic, a.length - 1)
}

/** P(X > x), X chi-square with 2k degrees of freedom: a Poisson sum. */
function tail(x: number, degrees: number): number {
  if (degrees % 2 !== 0) throw new Error('give an odd number of categories')
  let term = Math.exp(-x / 2)
  let sum = 0
  for (let j = 0; j < degrees / 2; j++) {
    sum += term
    term *= x / 2 / (j + 1)
  }
  return sum
}
