import { type Interval, intervalOf } from './inference.js'
import { inverseOf, leastSquares, normalEquations, type Observation } from './least-squares.js'
import { confidence } from './student.js'

/** What N of something do together, e.g. requests a second of N backends. */
export interface Throughput {
  /** 1 at least, need not be whole. */
  readonly n: number
  /** Above 0. */
  readonly x: number
  /** Of the squared error; 1 / x^2 where errors are shares of the value. */
  readonly weight: number
}

/**
 * Gunther's Universal Scalability Law, X(N) = lambda N / (1 + sigma (N - 1) + kappa N (N - 1)): "Guerrilla Capacity Planning"
 * (Springer 2007), ch. 4-6. Sigma is the share that is done one after the other (contention), kappa the cost of each pair's
 * agreement (crosstalk, never below 0). Sigma below 0 is superlinear: N do more than N times what one does (Gunther, Puglia and
 * Tomasette, "Hadoop Superlinear Scalability", ACM Queue 13(5), 2015).
 */
export interface ScalabilityLaw {
  readonly lambda: number
  readonly sigma: number
  readonly kappa: number
}

/** The law through measured points. */
export interface ScalabilityFit {
  /** `n` is the number of points. Null ends where points are as few as parameters, and of a kappa held at 0. */
  readonly lambda: Interval
  readonly sigma: Interval
  readonly kappa: Interval
  /** 1 - what is left of the variation over all of it, unweighted; null where nothing varies. */
  readonly r2: number | null
  /** Where adding more begins to make it less, sqrt((1 - sigma) / kappa); null where that is nowhere. */
  readonly peak: number | null
  /** The point the law misses most, and by which share of the measured value: above 0 where the law says more. */
  readonly worst: { readonly n: number; readonly miss: number }
}

/** What the law says of N. */
export function throughputAt({ lambda, sigma, kappa }: ScalabilityLaw, n: number): number {
  return (lambda * n) / divisor({ sigma, kappa }, n)
}

const divisor = ({ sigma, kappa }: Omit<ScalabilityLaw, 'lambda'>, n: number): number =>
  1 + sigma * (n - 1) + kappa * n * (n - 1)

/**
 * Weighted least squares in X itself: begun where N / X, which is linear in 1, N - 1 and N (N - 1), fits best; refined by
 * Levenberg and Marquardt. Where kappa would be below 0 it is held there. Intervals are those of nonlinear regression, t on
 * the residuals (as R's nls). Undefined where fewer than three different N were measured.
 */
export function fitScalability(points: readonly Throughput[]): ScalabilityFit | undefined {
  if (new Set(points.map(({ n }) => n)).size < 3) return undefined
  const free = refined(points, begun(points, true), true)
  const isFree = free !== undefined && free.kappa >= 0
  const law = isFree ? free : refined(points, begun(points, false), false)
  return law === undefined ? undefined : described(points, law, isFree)
}

/** From the linear form; the error of N / X is that of X times N / X^2. */
function begun(points: readonly Throughput[], withKappa: boolean): ScalabilityLaw | undefined {
  const rows = points.map(({ n, x, weight }): Observation => {
    const scale = (x * x) / n
    return { slopes: chosen([1, n - 1, n * (n - 1)], withKappa), rest: n / x, weight: weight * scale * scale }
  })
  const found = leastSquares(rows)
  if (found === undefined || !(found[0]! > 0)) return undefined
  const [inverse, sigma, kappa = 0] = found as [number, number, number?]
  return { lambda: 1 / inverse, sigma: sigma / inverse, kappa: kappa / inverse }
}

const chosen = (all: readonly number[], withKappa: boolean): number[] => all.slice(0, withKappa ? 3 : 2)

const steps = 200

function refined(
  points: readonly Throughput[],
  from: ScalabilityLaw | undefined,
  withKappa: boolean,
): ScalabilityLaw | undefined {
  if (from === undefined) return undefined
  let law = from
  let damping = 1e-3
  for (let i = 0; i < steps; i++) {
    const step = leastSquares(observations(points, law, withKappa), damping)
    if (step === undefined) return undefined
    const [lambda, sigma, kappa = 0] = step as [number, number, number?]
    const next = { lambda: law.lambda + lambda, sigma: law.sigma + sigma, kappa: law.kappa + kappa }
    const [before, after] = [squares(points, law), squares(points, next)]
    if (after <= before) law = next
    damping = after <= before ? damping / 10 : damping * 10
    if ((after <= before && before - after <= 1e-14 * before) || damping > 1e12) break
  }
  return law
}

function observations(points: readonly Throughput[], law: ScalabilityLaw, withKappa: boolean): Observation[] {
  return points.map(({ n, x, weight }) => {
    const below = divisor(law, n)
    const says = throughputAt(law, n)
    const slopes = [n / below, (-says * (n - 1)) / below, (-says * n * (n - 1)) / below]
    return { slopes: chosen(slopes, withKappa), rest: x - says, weight }
  })
}

/** Infinity where the law has a pole before the last point: there it says nothing. */
function squares(points: readonly Throughput[], law: ScalabilityLaw): number {
  return points.reduce((sum, { n, x, weight }) => {
    if (!(divisor(law, n) > 0)) return Infinity
    const rest = x - throughputAt(law, n)
    return sum + weight * rest * rest
  }, 0)
}

function described(points: readonly Throughput[], law: ScalabilityLaw, withKappa: boolean): ScalabilityFit {
  const degreesOfFreedom = points.length - (withKappa ? 3 : 2)
  const covariance = inverseOf(normalEquations(observations(points, law, withKappa)).matrix)
  const variance = squares(points, law) / degreesOfFreedom
  const errorOf = (i: number): number | null =>
    degreesOfFreedom < 1 || covariance?.[i] === undefined ? null : Math.sqrt(variance * covariance[i][i]!)
  const of = (value: number, i: number, min: number): Interval =>
    intervalOf(
      {
        ...{ value, scale: 'linear', middle: value, standardError: errorOf(i), degreesOfFreedom },
        ...{ n: points.length, range: { min, max: Infinity } },
      },
      confidence,
    )
  const { lambda, sigma } = law
  const kappa = withKappa ? law.kappa : 0
  return {
    lambda: of(lambda, 0, 0),
    sigma: of(sigma, 1, -Infinity),
    kappa: of(kappa, 2, 0),
    r2: determination(points, law),
    peak: kappa > 0 && sigma < 1 ? Math.sqrt((1 - sigma) / kappa) : null,
    worst: points
      .map(({ n, x }) => ({ n, miss: throughputAt(law, n) / x - 1 }))
      .reduce((most, one) => (Math.abs(one.miss) > Math.abs(most.miss) ? one : most)),
  }
}

function determination(points: readonly Throughput[], law: ScalabilityLaw): number | null {
  const mean = points.reduce((sum, { x }) => sum + x, 0) / points.length
  const all = points.reduce((sum, { x }) => sum + (x - mean) * (x - mean), 0)
  const left = squares(
    points.map(point => ({ ...point, weight: 1 })),
    law,
  )
  return all === 0 ? null : 1 - left / all
}
