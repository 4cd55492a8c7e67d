import { type Distribution, gammaFrom, lognormalFrom, paretoFrom } from '../model/distribution.js'

/** A distribution, or the file its quantiles are to be read from. */
export type LatencyDocument = Distribution | { readonly kind: 'file'; readonly file: string }

/** `uniform: { min, max }`. Throws an `Error` with a sentence where the numbers make no distribution, as all here do. */
export function uniformOf(given: { readonly min: number; readonly max: number }): Distribution {
  if (given.max < given.min) throw new Error('"max" must not be below "min"')
  return { kind: 'uniform', minMs: given.min, maxMs: given.max }
}

interface LognormalDocument {
  readonly mean?: number | undefined
  readonly median?: number | undefined
  readonly p99?: number | undefined
  readonly cv?: number | undefined
}

/** `lognormal: { mean, p99 }`, `{ median, p99 }` or `{ mean, cv }`. */
export function lognormalOf(given: LognormalDocument): Distribution {
  const { mean, median, p99, cv } = given
  switch (Object.keys(given).sort().join()) {
    case 'mean,p99':
      return lognormalFrom({ meanMs: mean!, p99Ms: p99! })
    case 'median,p99':
      return lognormalFrom({ medianMs: median!, p99Ms: p99! })
    case 'cv,mean':
      return lognormalFrom({ meanMs: mean!, cv: cv! })
    default:
      throw new Error('expected { mean, p99 }, { median, p99 } or { mean, cv }')
  }
}

/** `gamma: { mean, cv }`. */
export function gammaOf(given: { readonly mean: number; readonly cv: number }): Distribution {
  return gammaFrom({ meanMs: given.mean, cv: given.cv })
}

interface ParetoDocument {
  readonly mean?: number | undefined
  readonly scale?: number | undefined
  readonly shape: number
  readonly max?: number | undefined
}

/** `pareto: { scale, shape, max? }`, or with `mean` instead of `scale`. */
export function paretoOf({ mean, scale, shape, max }: ParetoDocument): Distribution {
  if ((mean === undefined) === (scale === undefined)) throw new Error('expected either "mean" or "scale"')
  if (mean !== undefined) return paretoFrom({ meanMs: mean, shape, maxMs: max })
  if (max !== undefined && max <= scale!) throw new Error('"max" must be above "scale"')
  return { kind: 'pareto', shape, scaleMs: scale!, maxMs: max }
}

/** Service times by the name of their quantile: p0, p50, p99.9, p100. */
export type Quantiles = Readonly<Record<string, number>>

/** `empirical: { quantiles }` as a distribution; `empirical: { file }` stays a name, for whoever may read files. */
export function empiricalOf(given: {
  readonly file?: string | undefined
  readonly quantiles?: Quantiles | undefined
}): LatencyDocument {
  return given.file === undefined ? quantilesOf(given.quantiles!) : { kind: 'file', file: given.file }
}

/** `{ p0: 1, p50: 10, p100: 200 }`, in ms, in any order. */
export function quantilesOf(quantiles: Quantiles): Distribution {
  const points = Object.entries(quantiles)
    .map(([name, ms]) => ({ share: Number((Number(name.slice(1)) / 100).toPrecision(15)), name, ms }))
    .sort((a, b) => a.share - b.share)
  const ends = [points[0]?.share, points.at(-1)?.share]
  if (ends[0] !== 0 || ends[1] !== 1) throw new Error('quantiles must begin with p0 and end with p100')
  const fall = points.findIndex((point, i) => i > 0 && point.ms < points[i - 1].ms)
  if (fall > 0) throw new Error(`quantiles must not fall: ${points[fall].name} is below ${points[fall - 1].name}`)
  return { kind: 'empirical', quantiles: points.map(p => p.share), valuesMs: points.map(p => p.ms) }
}
