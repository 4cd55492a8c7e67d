import { type Bimodal, bimodal } from './distributions/bimodal.js'
import { type Constant, constant } from './distributions/constant.js'
import { type Empirical, empirical } from './distributions/empirical.js'
import { type Exponential, exponential } from './distributions/exponential.js'
import type { Family } from './distributions/family.js'
import { type Gamma, gamma } from './distributions/gamma.js'
import { type Lognormal, lognormal } from './distributions/lognormal.js'
import { type Pareto, pareto } from './distributions/pareto.js'
import { type Uniform, uniform } from './distributions/uniform.js'

export { empiricalFrom } from './distributions/empirical.js'
export { gammaFrom } from './distributions/gamma.js'
export { lognormalFrom } from './distributions/lognormal.js'
export { paretoFrom } from './distributions/pareto.js'

/** Service-time distributions, ms. Plain data; what each can do is in its file of `distributions/`. */
export type Distribution = Constant | Uniform | Exponential | Lognormal | Gamma | Pareto | Bimodal | Empirical

/** Service time in ms from the demand u in (0, 1), never falling in u. Keep the function: preparing it may cost. */
export function quantile(distribution: Distribution): (u: number) => number {
  return familyOf(distribution).quantile(distribution)
}

/** Exact mean, ms; Infinity for a Pareto without one. */
export function meanMs(distribution: Distribution): number {
  return familyOf(distribution).meanMs(distribution)
}

/** One line for people, e.g. "lognormal, mean 20 ms, p99 80 ms". */
export function describeDistribution(distribution: Distribution): string {
  return familyOf(distribution).describe(distribution)
}

type Families = { readonly [Kind in Distribution['kind']]: Family<Extract<Distribution, { kind: Kind }>> }

const families: Families = { constant, uniform, exponential, lognormal, gamma, pareto, bimodal, empirical }

/** The table pairs each kind with its own family, which TypeScript cannot follow through an index. */
function familyOf(distribution: Distribution): Family<Distribution> {
  return families[distribution.kind] as Family<Distribution>
}
