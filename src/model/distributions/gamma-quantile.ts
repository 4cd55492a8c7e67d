import { normalQuantile } from './normal-quantile.js'

/**
 * Quantile of the gamma distribution with scale 1 at u in (0, 1), relative error below 1e-12 for shapes from 0.01 to 1e5.
 *
 * In y = ln x the density exp(shape y - e^y) is log-concave, hence so are both of its tails, and Newton's method on the
 * logarithm of a tail meets the root from one side, whatever the start: no bracket needed. The smaller tail is used, so
 * that neither end loses digits. Only + - * / sqrt, log and exp: every machine gives the same bits.
 */
export function gammaQuantile(shape: number): (u: number) => number {
  const logGammaOfShape = logGamma(shape)
  return u => {
    const upper = u > 0.5
    const logTarget = Math.log(upper ? 1 - u : u)
    let y = start(shape, logGammaOfShape, u)
    for (let i = 0; i < 60; i++) {
      const logDensity = shape * y - Math.exp(y) - logGammaOfShape
      const logTail = upper ? logUpperTail(shape, y, logDensity) : logLowerTail(shape, y, logDensity)
      const step = (logTail - logTarget) * Math.exp(logTail - logDensity) * (upper ? 1 : -1)
      y += Math.max(-4, Math.min(4, step))
      if (Math.abs(step) <= 1e-14 * Math.max(1, Math.abs(y))) break
    }
    return Math.exp(y)
  }
}

/** ln x to begin with: Wilson-Hilferty's cube of a normal score, or the first term of the series where that is no good. */
function start(shape: number, logGammaOfShape: number, u: number): number {
  const root = 1 - 1 / (9 * shape) + normalQuantile(u) / (3 * Math.sqrt(shape))
  if (root > 0.3 && shape > 0.3) return Math.log(shape) + 3 * Math.log(root)
  const small = (Math.log(u) + logGammaOfShape + Math.log(shape)) / shape
  return small < 0 ? small : Math.log(small + 1)
}

/** ln P(shape, e^y). The series of NIST DLMF 8.7.1 converges fast left of the mean, the fraction right of it. */
function logLowerTail(shape: number, y: number, logDensity: number): number {
  const x = Math.exp(y)
  if (x < shape + 1) return logDensity + Math.log(series(shape, x))
  return Math.log(1 - Math.exp(logDensity) * continuedFraction(shape, x))
}

/** ln Q(shape, e^y) */
function logUpperTail(shape: number, y: number, logDensity: number): number {
  const x = Math.exp(y)
  if (x >= shape + 1) return logDensity + Math.log(continuedFraction(shape, x))
  return Math.log(1 - Math.exp(logDensity) * series(shape, x))
}

function series(shape: number, x: number): number {
  let term = 1 / shape
  let sum = term
  for (let n = 1; term > sum * 1e-17; n++) {
    term *= x / (shape + n)
    sum += term
  }
  return sum
}

/** NIST DLMF 8.9.2 in Legendre's even form, by the modified Lentz method. */
function continuedFraction(shape: number, x: number): number {
  let b = x + 1 - shape
  let c = 1e300
  let d = 1 / b
  let value = d
  for (let n = 1; n < 100_000; n++) {
    const a = n * (shape - n)
    b += 2
    d = 1 / (a * d + b)
    c = b + a / c
    value *= c * d
    if (Math.abs(c * d - 1) < 1e-16) break
  }
  return value
}

/** ln Gamma(x) for x > 0, by Stirling's series beyond 10 (NIST DLMF 5.11.1) and the recurrence below it. */
export function logGamma(x: number): number {
  let shift = 0
  let at = x
  for (; at < 10; at++) shift += Math.log(at)
  const inverse = 1 / at
  const square = inverse * inverse
  const correction =
    inverse *
    (1 / 12 -
      square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square * (1 / 1188 - square * (691 / 360360))))))
  return (at - 0.5) * Math.log(at) - at + 0.5 * Math.log(2 * Math.PI) + correction - shift
}
