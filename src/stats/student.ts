/** Two-sided confidence of an interval in lbbench, unless several looks at the data share it. */
export const confidence = 0.95

/**
 * Confidence of each interval where the data is looked at so many times, each time with the choice to stop: the 5 % of error are
 * spent in equal parts (Lan & DeMets 1983; the parts are added up, so they hold however the looks depend on each other), and all
 * intervals together are right with 95 %.
 */
export function sharedConfidence(looks: number): number {
  return 1 - (1 - confidence) / looks
}

/**
 * How many standard errors a two-sided interval reaches to each side; df > 0, need not be whole; `level` in (0, 1).
 *
 * Own code, for only + - * / sqrt, log, exp and log1p give the same bits on every version of Node: Math.pow, which libraries use
 * for this, changed its last bits from Node 22 to 24. Newton's method on the logarithm of the tail in ln t, where it is concave:
 * after the first step it comes from one side.
 */
export function tReach(degreesOfFreedom: number, level = confidence): number {
  const tail = bothTails(degreesOfFreedom)
  let logT = Math.log(2)
  for (let i = 0; i < 100; i++) {
    const { probability, slope } = tail(Math.exp(logT))
    const step = (Math.log(probability / (1 - level)) * probability) / slope
    logT += step
    if (Math.abs(step) < 1e-15) break
  }
  return Math.exp(logT)
}

/** P(T > t) of Student's t: the p-value of one side. `t` may be infinite. */
export function tAbove(degreesOfFreedom: number, t: number): number {
  if (t === 0) return 0.5
  const half = Number.isFinite(t) ? bothTails(degreesOfFreedom)(Math.abs(t)).probability / 2 : 0
  return t > 0 ? half : 1 - half
}

/**
 * P(|T| > t), and how fast it falls with ln t. It is the incomplete beta function I_x(df / 2, 1 / 2) at x = df / (df + t^2) (NIST DLMF
 * 8.17). Its fraction converges where x is below (a + 1) / (a + b + 2); beyond, where t is small, that of the other side, I_{1-x}(b, a), does.
 */
function bothTails(df: number): (t: number) => { probability: number; slope: number } {
  const half = df / 2
  const ratio = halfStepGammaRatio(half)
  return t => {
    const power = Math.exp(-half * Math.log1p((t * t) / df))
    const share = df / (df + t * t)
    const density = (ratio / Math.sqrt(Math.PI * df)) * power * Math.sqrt(share)
    // x^a (1 - x)^b / B(a, b), with a = df / 2 and b = 1 / 2
    const front = (power * ratio * (t / Math.sqrt(df + t * t))) / Math.sqrt(Math.PI)
    const far = share < (half + 1) / (half + 2.5)
    const probability = far
      ? (front / half) * betaFraction(half, 0.5, share)
      : 1 - 2 * front * betaFraction(0.5, half, 1 - share)
    return { probability, slope: 2 * density * t }
  }
}

/** The continued fraction of I_x(a, b) (NIST DLMF 8.17.22), by the modified Lentz method. */
function betaFraction(a: number, b: number, x: number): number {
  let c = 1
  let d = 1 / (1 - ((a + b) * x) / (a + 1))
  let value = d
  for (let m = 1; m < 10_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / (1 + even * d)
    c = 1 + even / c
    value *= c * d
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / (1 + odd * d)
    c = 1 + odd / c
    value *= c * d
    if (Math.abs(c * d - 1) < 1e-16) break
  }
  return value
}

/**
 * Gamma(x + 1/2) / Gamma(x) for x > 0: by the asymptotic series (Tricomi and Erdelyi 1951) beyond 20, where its last term is
 * below 1e-16, and down from there by the recurrence of the gamma function.
 */
function halfStepGammaRatio(x: number): number {
  let product = 1
  let at = x
  for (; at < 20; at++) product *= at / (at + 0.5)
  const y = 1 / at
  const series = [1, -1 / 8, 1 / 128, 5 / 1024, -21 / 32768, -399 / 262144, 869 / 4194304, 39325 / 33554432]
  return product * Math.sqrt(at) * series.reduceRight((sum, coefficient) => sum * y + coefficient, 0)
}
