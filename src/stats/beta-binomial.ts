/** A share that was met `bad` times among `requests`, and how many things go as one. */
export interface SeenShare {
  readonly bad: number
  readonly requests: number
  /** 1 where they are independent; 3 where what goes wrong goes wrong in threes. */
  readonly clump: number
}

/**
 * The chance that `bad` or more of `requests` are bad, if they are no worse than those seen before: P(X >= bad) of the
 * beta-binomial law with alpha = seen + 1, beta = good ones seen. For the requests beyond the k-th smallest of n values of any
 * one continuous law this is exact (Gumbel & von Schelling 1950, "The distribution of the number of exceedances"); of shares in
 * general it errs to the safe side, as the interval of Clopper & Pearson does. It knows that a share seen among few is a
 * guess. Clumps are counted instead of requests (Kish's design effect), rounded to the safe side.
 */
export function chanceOfAtLeast(bad: number, requests: number, seen: SeenShare): number {
  const n = Math.ceil(requests / seen.clump)
  const from = Math.floor(bad / seen.clump)
  const alpha = seen.bad / seen.clump + 1
  const beta = (seen.requests - seen.bad) / seen.clump
  if (from <= 0 || beta <= 0) return 1
  if (from > n) return 0
  let term = Math.exp(logProbability(from, n, alpha, beta))
  let sum = 0
  for (let k = from; k < n && term > sum * 1e-12; k++) {
    sum += term
    term *= ((n - k) / (k + 1)) * ((k + alpha) / (n - k - 1 + beta))
  }
  return Math.min(1, sum + term)
}

/** log P(X = k) = log C(n, k) B(k + alpha, n - k + beta) / B(alpha, beta). */
function logProbability(k: number, n: number, alpha: number, beta: number): number {
  const choose = logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1)
  return choose + logBeta(k + alpha, n - k + beta) - logBeta(alpha, beta)
}

const logBeta = (a: number, b: number): number => logGamma(a) + logGamma(b) - logGamma(a + b)

/** Of x > 0: Stirling's series (Abramowitz & Stegun 6.1.41) beyond 10, where its next term is below 1e-13, and down by recurrence. */
function logGamma(x: number): number {
  let product = 1
  let y = x
  for (; y < 10; y++) product *= y
  const inverse = 1 / y
  const square = inverse * inverse
  const series = inverse * (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square / 1188))))
  return (y - 0.5) * Math.log(y) - y + 0.5 * Math.log(2 * Math.PI) + series - Math.log(product)
}
