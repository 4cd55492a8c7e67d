import type { Interval } from '../../../stats/interval.js'
import type { Scaling, ScalingCurve, ScalingPoint } from '../../../sweep/scaling/scaling.js'
import { formatExactRate } from '../exact-rate.js'
import type { TextColumn } from '../text-table.js'

/** Sizes of the fleets, as a column. */
export function fleetColumn({ fleets }: Scaling): TextColumn {
  return { head: 'backends', cells: fleets.map(({ backends }) => String(backends)) }
}

/** The rate of each curve, and per backend over that of its smallest fleet. */
export function rateColumns({ curves }: Scaling): TextColumn[] {
  return curves.map(({ candidate, points }) => ({ head: candidate.id, cells: points.map(rateCell) }))
}

function rateCell({ ratePerSecond, efficiency }: ScalingPoint): string {
  return ratePerSecond === null ? 'none' : `${formatExactRate(ratePerSecond)} (${efficiency!.toFixed(3)})`
}

/** Who has a law, and the law's parts, a column each. */
export function fitColumns({ curves }: Scaling): { first: TextColumn; columns: TextColumn[] } | undefined {
  const fitted = curves.filter(hasFit)
  if (fitted.length === 0) return undefined
  const column = (head: string, cell: (fit: Fitted['fit']) => string): TextColumn => ({
    head,
    cells: fitted.map(({ fit }) => cell(fit)),
  })
  return {
    first: { head: 'candidate', cells: fitted.map(({ candidate }) => candidate.id) },
    columns: [
      column('lambda (/s)', ({ lambda }) => intervalText(lambda, 3)),
      column('sigma', ({ sigma }) => intervalText(sigma, 3)),
      column('kappa', ({ kappa }) => (kappa.value === 0 ? '0 (held)' : intervalText(kappa, 2))),
      column('peak at', fit => (isBelieved(fit) ? peakText(fit) : '')),
      column('R2', ({ r2 }) => (r2 === null ? '-' : r2.toFixed(4))),
      column('off by', ({ worst }) => `${signedShare(worst.miss)} at ${worst.n}`),
    ],
  }
}

/** More than this between law and measurement is no law. */
const tooFar = 0.05

/** Whether it comes close enough to every point to be read. */
export const isDescribed = ({ worst }: Fitted['fit']): boolean => Math.abs(worst.miss) <= tooFar

/** Whether sigma is below 0 beyond doubt: no fleet keeps that up, so the law holds for the sizes measured only. */
export const isSuperlinear = ({ sigma }: Fitted['fit']): boolean => (sigma.high ?? sigma.value) < 0

/** Whether anything may be read from it about other sizes. */
const isBelieved = (fit: Fitted['fit']): boolean => isDescribed(fit) && !isSuperlinear(fit)

const peakText = ({ peak }: Fitted['fit']): string => (peak === null ? 'none' : String(Math.round(peak)))

/** A curve with a law. */
export type Fitted = ScalingCurve & { readonly fit: NonNullable<ScalingCurve['fit']> }
/** Whether it has one. */
export const hasFit = (curve: ScalingCurve): curve is Fitted => curve.fit !== null

/** "0.0123 [0.0110, 0.0136]" */
export function intervalText({ value, low, high }: Interval, digits: number): string {
  const text = (number: number): string => {
    const rounded = Number(number.toPrecision(digits))
    return Math.abs(rounded) >= 100 ? rounded.toFixed(0) : String(rounded)
  }
  return low === null || high === null ? text(value) : `${text(value)} [${text(low)}, ${text(high)}]`
}

/** "+1.2%", "-0.35%"; what does not show in a hundredth of a percent is 0. */
export function signedShare(share: number): string {
  const percent = Number((share * 100).toPrecision(2))
  return Math.abs(percent) < 0.01 ? '0%' : `${share > 0 ? '+' : ''}${percent}%`
}
