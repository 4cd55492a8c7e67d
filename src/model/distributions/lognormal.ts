import { type Family, meanAndP99, msText } from './family.js'
import { normalQuantile } from './normal-quantile.js'

/** exp(N(mu, sigma)), in ln(ms): what most measured service times look like. */
export interface Lognormal {
  readonly kind: 'lognormal'
  readonly mu: number
  readonly sigma: number
}

/** What people know of a lognormal: two of its figures. `cv` is the standard deviation over the mean. */
export type LognormalFigures =
  | { readonly meanMs: number; readonly p99Ms: number }
  | { readonly medianMs: number; readonly p99Ms: number }
  | { readonly meanMs: number; readonly cv: number }

/** The lognormal family. */
export const lognormal: Family<Lognormal> = {
  quantile:
    ({ mu, sigma }) =>
    u =>
      Math.exp(mu + sigma * normalQuantile(u)),
  meanMs: ({ mu, sigma }) => Math.exp(mu + (sigma * sigma) / 2),
  describe: parameters => `lognormal, ${meanAndP99(lognormal, parameters)}`,
}

/** The lognormal that has both figures. @throws {RangeError} one sentence, where there is none */
export function lognormalFrom(figures: LognormalFigures): Lognormal {
  if ('medianMs' in figures) return fromMedianAndP99(figures.medianMs, figures.p99Ms)
  if ('cv' in figures) return fromMeanAndCv(figures.meanMs, figures.cv)
  return fromMeanAndP99(figures.meanMs, figures.p99Ms)
}

const z99 = normalQuantile(0.99)

/**
 * ln(p99 / mean) = z sigma - sigma^2 / 2, a parabola in sigma: the smaller root is meant (the other has its mean far
 * beyond its p99). It peaks at sigma = z: no lognormal has its p99 more than exp(z^2 / 2) = 14.97 times above its mean.
 */
function fromMeanAndP99(meanMs: number, p99Ms: number): Lognormal {
  mustBePositive('mean', meanMs)
  mustNotBeBelow('mean', meanMs, p99Ms)
  const room = z99 * z99 - 2 * Math.log(p99Ms / meanMs)
  if (!(room >= 0)) {
    const most = msText(meanMs * Math.exp((z99 * z99) / 2))
    throw new RangeError(
      `no lognormal with mean ${msText(meanMs)} has a p99 of ${msText(p99Ms)}: the most it can have is ${most}`,
    )
  }
  const sigma = z99 - Math.sqrt(room)
  return { kind: 'lognormal', mu: Math.log(meanMs) - (sigma * sigma) / 2, sigma }
}

function fromMedianAndP99(medianMs: number, p99Ms: number): Lognormal {
  mustBePositive('median', medianMs)
  mustNotBeBelow('median', medianMs, p99Ms)
  return { kind: 'lognormal', mu: Math.log(medianMs), sigma: Math.log(p99Ms / medianMs) / z99 }
}

function fromMeanAndCv(meanMs: number, cv: number): Lognormal {
  mustBePositive('mean', meanMs)
  if (!(cv >= 0 && cv < Infinity)) throw new RangeError(`a lognormal's cv must be 0 or more, not ${cv}`)
  const variance = Math.log(1 + cv * cv)
  return { kind: 'lognormal', mu: Math.log(meanMs) - variance / 2, sigma: Math.sqrt(variance) }
}

function mustBePositive(name: string, ms: number): void {
  if (!(ms > 0 && ms < Infinity)) throw new RangeError(`a lognormal's ${name} must be above 0 ms, not ${ms} ms`)
}

function mustNotBeBelow(name: string, ms: number, p99Ms: number): void {
  if (p99Ms >= ms) return
  throw new RangeError(`a p99 of ${msText(p99Ms)} is below the ${name} of ${msText(ms)}`)
}
