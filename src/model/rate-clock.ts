import type { CurvePoint, Surge } from './traffic.js'

/**
 * A change of clock for a rate that varies: a process that is steady in operational time, read off a real clock, comes at so
 * many times the rate as its factor says there. Each undoes the other; both clocks agree at 0, and for as long after it as the
 * factor has always been exactly 1.
 */
export interface RateClock {
  toOperationalMs(realMs: number): number
  toRealMs(operationalMs: number): number
}

/** From `startMs` on, until the next begins, the factor is `factor + slope * (t - startMs)`. */
interface Stretch {
  readonly startMs: number
  readonly operationalMs: number
  readonly factor: number
  /** A ms. */
  readonly slope: number
}

/**
 * The factor on the rate: straight lines between the points, level before the first and after the last, times the factor of
 * the surge that is on. Before 0, in the warm-up, it is level as well.
 * @param curve ascending, each time once; empty: 1 all the time
 * @param surges ascending, none overlap
 */
export function rateClock(curve: readonly CurvePoint[], surges: readonly Surge[]): RateClock {
  const stretches = stretchesOf(curve, surges)
  const levelBefore = curveAt(curve, 0)
  // Requests are read off in order: the stretch of the last one is the next one's, or just before it.
  let near = 0
  const seek = (key: 'startMs' | 'operationalMs', value: number): Stretch => {
    while (near > 0 && stretches[near]![key] > value) near--
    while (near + 1 < stretches.length && stretches[near + 1]![key] <= value) near++
    return stretches[near]!
  }
  return {
    toOperationalMs: ms => (ms < 0 ? ms * levelBefore : operational(seek('startMs', ms), ms)),
    toRealMs: ms => {
      if (ms < 0) return ms / levelBefore
      const stretch = seek('operationalMs', ms)
      return Math.min(real(stretch, ms), stretches[near + 1]?.startMs ?? Infinity)
    },
  }
}

function stretchesOf(curve: readonly CurvePoint[], surges: readonly Surge[]): Stretch[] {
  const corners = [0, ...curve.map(({ atMs }) => atMs), ...surges.flatMap(({ fromMs, toMs }) => [fromMs, toMs])]
  const times = [...new Set(corners)].sort((a, b) => a - b)
  const stretches: Stretch[] = []
  for (const [i, startMs] of times.entries()) {
    const surge = surges.find(({ fromMs, toMs }) => fromMs <= startMs && startMs < toMs)?.factor ?? 1
    const factor = curveAt(curve, startMs) * surge
    const endMs = times[i + 1]
    const slope = endMs === undefined ? 0 : (curveAt(curve, endMs) * surge - factor) / (endMs - startMs)
    const last = stretches.at(-1)
    stretches.push({ startMs, operationalMs: last ? operational(last, startMs) : startMs, factor, slope })
  }
  return stretches
}

/** The factor at a time, as of `rateClock`. */
export function factorAt(curve: readonly CurvePoint[], surges: readonly Surge[], ms: number): number {
  const surge = surges.find(({ fromMs, toMs }) => fromMs <= ms && ms < toMs)?.factor ?? 1
  return ms < 0 ? curveAt(curve, 0) : curveAt(curve, ms) * surge
}

function curveAt(points: readonly CurvePoint[], ms: number): number {
  const next = points.findIndex(({ atMs }) => atMs > ms)
  const to = points[next]
  const from = next === -1 ? points.at(-1) : points[next - 1]
  if (from === undefined || to === undefined) return (from ?? to)?.factor ?? 1
  return from.factor + ((to.factor - from.factor) * (ms - from.atMs)) / (to.atMs - from.atMs)
}

/** Time as it is, without a rounding: so the requests before a surge are those that come where there is none. */
function isPlain({ startMs, operationalMs, factor, slope }: Stretch): boolean {
  return factor === 1 && slope === 0 && startMs === operationalMs
}

/** The integral of the factor. */
function operational(stretch: Stretch, ms: number): number {
  if (isPlain(stretch)) return ms
  const past = ms - stretch.startMs
  return stretch.operationalMs + past * (stretch.factor + (stretch.slope / 2) * past)
}

/** The root of factor x + slope x^2 / 2 = y that is not below 0, written so that a slope near 0 cancels no digits. */
function real(stretch: Stretch, ms: number): number {
  if (isPlain(stretch)) return ms
  const { factor, slope } = stretch
  const past = ms - stretch.operationalMs
  return stretch.startMs + (2 * past) / (factor + Math.sqrt(Math.max(0, factor * factor + 2 * slope * past)))
}
