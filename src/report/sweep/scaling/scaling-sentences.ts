import type { Scaling, ScalingCurve, ScalingPoint } from '../../../sweep/scaling/scaling.js'
import { leastSizes } from '../../../sweep/scaling/scaling-curve.js'
import { formatShare } from '../../../units.js'
import { list } from '../../list.js'
import { formatExactRate } from '../exact-rate.js'
import { leadersOf } from '../leaders.js'
import { mostText } from '../most-text.js'
import { fleetsNeeded } from './fleet-needed.js'
import { type Fitted, hasFit, intervalText, isDescribed, isSuperlinear, signedShare } from './scaling-cells.js'

/** What the curves say: who carries most, how each scales, and where the law is not to be believed. */
export function scalingSentences(scaling: Scaling): string[] {
  const { curves } = scaling
  const isPooling = curves.some(curve => scalesOf(curve, scaling)?.how === 'superlinear')
  return [
    ...needs(scaling),
    ...most(scaling),
    ...curves.flatMap(curve => growth(curve, scaling)),
    ...(isPooling ? [pooling] : []),
    ...misfits(curves.filter(hasFit)),
    ...curves
      .filter(hasFit)
      .filter(({ fit }) => isDescribed(fit))
      .flatMap(law),
    ...superlinear(curves.filter(hasFit).filter(({ fit }) => isDescribed(fit) && isSuperlinear(fit))),
    ...lawless(curves),
    ...curves.flatMap(never),
  ]
}

const pooling =
  'Superlinear is pooling: a request that would wait at one backend finds another free, so each can be busier before the objective gives in; none does more work in its time.'

type Met = ScalingPoint & { readonly ratePerSecond: number; readonly efficiency: number }
const isMet = (point: ScalingPoint): point is Met => point.ratePerSecond !== null

/** "400/s takes 5 backends with lc (481/s), 11 with rr (404/s); 12 are too few with iphash." */
function needs(scaling: Scaling): string[] {
  const needed = fleetsNeeded(scaling)
  const enough = needed.flatMap(({ candidate, fleet }) => (fleet === null ? [] : [{ id: candidate.id, ...fleet }]))
  const never = needed.filter(({ fleet }) => fleet === null).map(({ candidate }) => candidate.id)
  if (needed.length === 0) return []
  const rate = formatExactRate(scaling.needPerSecond!)
  const largest = scaling.fleets.at(-1)!.backends
  const tooFew = `${backendsText(largest)} ${largest === 1 ? 'is' : 'are'} too few with ${list(never)}`
  if (enough.length === 0) return [`${rate}: ${tooFew}.`]
  const told = enough.map(
    ({ id, backends, ratePerSecond }, i) =>
      `${i === 0 ? backendsText(backends) : backends} with ${id} (${formatExactRate(ratePerSecond)})`,
  )
  return [`${rate} takes ${list(told)}${ofThose(scaling)}${never.length === 0 ? '' : `; ${tooFew}`}.`]
}

/** Between the sizes there may be a smaller one that does. */
function ofThose({ fleets }: Scaling): string {
  const sizes = fleets.map(({ backends }) => backends)
  return sizes.at(-1)! - sizes[0]! === sizes.length - 1 ? '' : ', of the sizes that were tried'
}

function most({ curves, fleets, slos, tolerance }: Scaling): string[] {
  const size = fleets.at(-1)!.backends
  const rated = curves.flatMap(({ candidate: { id, strategy }, points }) => {
    const { ratePerSecond, failsAtPerSecond } = points.at(-1)!
    return strategy === 'ideal' ? [] : [{ id, strategy, rate: ratePerSecond, failsAt: failsAtPerSecond }]
  })
  const leaders = leadersOf(rated, tolerance)
  const told = mostText(leaders, tolerance, formatExactRate)
  if (told === undefined || leaders.level.length + leaders.others.length === 1) return []
  return [`${size} backends carry most with ${told.who} under ${list(slos)}: ${told.rate}.`]
}

interface Scales {
  readonly first: Met
  readonly last: Met
  readonly how: 'superlinear' | 'sublinear' | 'linear'
}

/** From the smallest fleet to the largest. Rates are searched to the tolerance, so two of them may be off by it each. */
function scalesOf({ points }: ScalingCurve, { tolerance }: Scaling): Scales | undefined {
  const met = points.filter(isMet)
  const [first, last] = [met[0], met.at(-1)]
  if (first === undefined || last === undefined || first === last) return undefined
  const { efficiency } = last
  const isLinear = Math.abs(efficiency - 1) <= 2 * tolerance
  return { first, last, how: isLinear ? 'linear' : efficiency > 1 ? 'superlinear' : 'sublinear' }
}

function growth(curve: ScalingCurve, scaling: Scaling): string[] {
  const scales = scalesOf(curve, scaling)
  if (scales === undefined) return []
  const { first, last, how } = scales
  const from = first.backends === 1 ? 'one carries' : `${first.backends} carry`
  const times = (last.ratePerSecond / first.ratePerSecond).toPrecision(3)
  const text = {
    linear: 'linear, within what the search can tell',
    superlinear: 'superlinear',
    sublinear: `${formatShare(last.efficiency)} of the straight line`,
  }
  const limit = `at ${last.backends} it ends where ${last.limit}`
  return [`${curve.candidate.id}: ${last.backends} backends carry ${times} times what ${from}, ${text[how]}; ${limit}.`]
}

function misfits(curves: readonly Fitted[]): string[] {
  const poor = curves.filter(({ fit }) => !isDescribed(fit))
  if (poor.length === 0) return []
  const worst = poor.map(({ candidate, fit }) => {
    const { n, miss } = fit.worst
    return `${candidate.id} (${signedShare(miss)} at ${backendsText(n)})`
  })
  return [`The law does not describe ${list(worst)}: do not read those parameters.`]
}

function law({ candidate, fit, points }: Fitted): string[] {
  const { kappa, peak } = fit
  const { id } = candidate
  const largest = points.at(-1)!.backends
  if (isSuperlinear(fit)) return []
  if (peak === null || (kappa.low ?? 0) <= 0) return []
  const far = peak > 2 * largest ? ', far beyond what was measured' : ''
  return [`${id} peaks at ${backendsText(Math.round(peak))} by the law${far}: more carry less.`]
}

/** Said once of all of them. */
function superlinear(curves: readonly Fitted[]): string[] {
  const [first] = curves
  if (first === undefined) return []
  const largest = backendsText(Math.max(...curves.map(({ points }) => points.at(-1)!.backends)))
  const end = `: Gunther's superlinear case, which no fleet keeps up; the law says nothing beyond ${largest}.`
  const of = ({ fit: { sigma } }: Fitted): string => intervalText(sigma, 3)
  if (curves.length === 1) return [`${first.candidate.id}'s sigma is below 0, ${of(first)}${end}`]
  return [`Sigma is below 0 for ${list(curves.map(one => `${one.candidate.id}, ${of(one)}`))}${end}`]
}

/** Who has rates, but too few of them. */
function lawless(curves: readonly ScalingCurve[]): string[] {
  const few = curves.filter(curve => !hasFit(curve) && curve.points.some(isMet))
  const short = few.filter(({ points }) => points.filter(isMet).length < leastSizes)
  if (short.length === 0) return []
  const who =
    short.length === curves.filter(({ points }) => points.some(isMet)).length
      ? ''
      : ` for ${list(short.map(({ candidate }) => candidate.id))}`
  return [`No law is fitted${who}: its three parameters take rates at ${leastSizes} sizes or more.`]
}

const backendsText = (count: number): string => `${count} backend${count === 1 ? '' : 's'}`

function never({ candidate, points }: ScalingCurve): string[] {
  const sizes = points.filter(point => !isMet(point)).map(({ backends }) => String(backends))
  if (sizes.length === 0) return []
  return [`${candidate.id} meets the objective at no rate with ${list(sizes)} backends, not even at 1% load.`]
}
