// Noise that nobody measured: the model that designs of gates were compared on, with its worst cases.

/**
 * log of a run's latency = job factor N(0, 8 %) + drift (linear N(0, `drift`) over the job + AR(1) of `walk`, phi = 0.8) + N(0, sigma)
 * + `outliers` of the runs times (1 + |N(0, `outlierSize`)|) + the error of a quantile of some 1,000 requests, 1.3 %. The p50 has the
 * run's noise too, and a quantile error of its own. Errors are rare and overdispersed: the rate varies by 50 % from run to run.
 */
export const usual = { drift: 0.05, walk: 0.03, outliers: 0.03, outlierSize: 0.4, errorRate: 0, newErrorRate: 0 }

/** What else was tried on gates that were not made for it. */
export const harsher = [
  ['10 % outlier runs', { ...usual, outliers: 0.1 }],
  ['20 % outlier runs, twice as large', { ...usual, outliers: 0.2, outlierSize: 0.8 }],
  ['drift 20 %, AR(1) 10 %', { ...usual, drift: 0.2, walk: 0.1 }],
]

/**
 * Pairs [old, new] of rounds of the same code, run one after the other in shuffled order; errors may differ, where the model says so.
 * @param random next() uniform in [0, 1)
 */
export function noisyPairs(rounds, sigma, model, random) {
  const normal = normals(random)
  const job = 0.08 * normal()
  const slope = model.drift * normal()
  let walk = model.walk * normal()
  const step = model.walk * Math.sqrt(1 - 0.8 ** 2)
  const run = (slot, errorRate) => {
    walk = 0.8 * walk + step * normal()
    const outlier = random.next() < model.outliers ? 1 + Math.abs(model.outlierSize * normal()) : 1
    const log = job + (slope * slot) / (2 * rounds) + walk + sigma * normal()
    const noisy = centre => centre * Math.exp(log + 0.013 * normal()) * outlier
    return {
      metrics: { p50Ms: noisy(20), p99Ms: noisy(80), errorRate: errors(errorRate, random, normal), requests: 1080 },
    }
  }
  return Array.from({ length: rounds }, (_, round) => {
    const oldFirst = random.next() < 0.5
    const first = run(2 * round, oldFirst ? model.errorRate : model.newErrorRate)
    const second = run(2 * round + 1, oldFirst ? model.newErrorRate : model.errorRate)
    return oldFirst ? [first, second] : [second, first]
  })
}

/** Requests that failed, of 1,080: Poisson at a rate that varies by 50 %. */
function errors(rate, random, normal) {
  const expected = 1080 * rate * Math.exp(0.5 * normal() - 0.125)
  let product = random.next()
  let count = 0
  for (; product > Math.exp(-expected); count++) product *= random.next()
  return count / 1080
}

/** Standard normal values (Box and Muller 1958). */
function normals(random) {
  let spare
  return () => {
    if (spare !== undefined) {
      const value = spare
      spare = undefined
      return value
    }
    const radius = Math.sqrt(-2 * Math.log(1 - random.next()))
    const angle = 2 * Math.PI * random.next()
    spare = radius * Math.sin(angle)
    return radius * Math.cos(angle)
  }
}
