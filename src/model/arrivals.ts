import { burstClock } from './burst.js'
import type { Random } from './random.js'
import { type RateClock, rateClock } from './rate-clock.js'
import type { OpenLoop, Surge } from './traffic.js'

/** From -warmupMs, included, to durationMs, excluded; measuring begins at 0. */
export interface Span {
  readonly warmupMs: number
  readonly durationMs: number
}

/** What says when the requests of an open loop are due. */
export interface ArrivalPlan {
  readonly load: OpenLoop
  /** As of `Traffic`. */
  readonly surges?: readonly Surge[] | undefined
}

/**
 * When the requests of an open loop are due: ms from the start of measuring, ascending, all within the span.
 * `even` has one due at exactly 0. A trace says nothing of the time before it begins: its warm-up is Poisson at its mean rate.
 * @throws {RangeError} one sentence, for a burst that cannot be, and for surges where there is no rate to multiply
 */
export function dueTimes(plan: ArrivalPlan, span: Span, random: Random): Float64Array {
  const fill = arrivalSource(plan, span, random)
  const blocks: Float64Array[] = []
  const block = new Float64Array(1024)
  for (let size = fill(block); size > 0; size = fill(block)) blocks.push(block.slice(0, size))
  const times = new Float64Array(blocks.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of blocks) {
    times.set(part, at)
    at += part.length
  }
  return times
}

/** Puts the next of `dueTimes` into the beginning of a column; returns how many, 0 once there are no more. */
export type ArrivalSource = (column: Float64Array) => number

/** The same times block by block, for who does not want them all at once. */
export function arrivalSource(plan: ArrivalPlan, span: Span, random: Random): ArrivalSource {
  const { arrivals, ratePerSecond } = plan.load
  switch (arrivals.kind) {
    case 'poisson':
    case 'curve': {
      const clock = clockOf(plan)
      const fill = poisson(onClock(clock, ratePerSecond, span), random)
      return clock === steadyClock ? fill : inside(fill, clock.toRealMs, span)
    }
    case 'even': {
      const clock = clockOf(plan)
      return inside(even(onClock(clock, ratePerSecond, span)), clock.toRealMs, span)
    }
    case 'burst': {
      refuseSurges(plan, 'bursts')
      const clock = burstClock(arrivals)
      return inside(poisson(onClock(clock, ratePerSecond, span), random), clock.toRealMs, span)
    }
    case 'trace':
      refuseSurges(plan, 'a trace')
      return replay(arrivals.timesMs, span, random)
  }
}

/** Requests a second the plan asks for while measuring, on average: of its rate, curve and surges, or what the trace has in that time. */
export function meanRatePerSecond(plan: ArrivalPlan, durationMs: number): number {
  const { arrivals, ratePerSecond } = plan.load
  if (arrivals.kind === 'trace') return (within(arrivals.timesMs, durationMs).length * 1000) / durationMs
  return arrivals.kind === 'burst'
    ? ratePerSecond
    : ratePerSecond * (clockOf(plan).toOperationalMs(durationMs) / durationMs)
}

/** Time as it is. */
const steadyClock: RateClock = { toOperationalMs: ms => ms, toRealMs: ms => ms }

function clockOf({ load: { arrivals }, surges = [] }: ArrivalPlan): RateClock {
  const points = arrivals.kind === 'curve' ? arrivals.points : []
  return points.length + surges.length === 0 ? steadyClock : rateClock(points, surges)
}

function refuseSurges({ surges = [] }: ArrivalPlan, what: string): void {
  if (surges.length > 0) throw new RangeError(`a surge multiplies a rate, and ${what} cannot surge`)
}

/** The span on a clock on which requests come steadily. */
function onClock(clock: RateClock, ratePerSecond: number, { warmupMs, durationMs }: Span): Steady {
  return { ratePerSecond, fromMs: clock.toOperationalMs(-warmupMs), toMs: clock.toOperationalMs(durationMs) }
}

interface Steady {
  readonly ratePerSecond: number
  readonly fromMs: number
  readonly toMs: number
}

/** Exponential gaps. */
function poisson({ ratePerSecond, fromMs, toMs }: Steady, random: Random): ArrivalSource {
  const gapMs = 1000 / ratePerSecond
  let dueMs = fromMs
  return column => {
    if (!(dueMs < toMs)) return 0
    random.fill(column, column.length)
    let size = 0
    let atMs = dueMs
    for (; size < column.length; size++) {
      atMs -= gapMs * Math.log(1 - column[size]!)
      if (!(atMs < toMs)) break
      column[size] = atMs
    }
    dueMs = atMs
    return size
  }
}

/** Multiples of the gap, each computed afresh: adding gaps up would drift. */
function even({ ratePerSecond, fromMs, toMs }: Steady): ArrivalSource {
  const end = Math.ceil((toMs * ratePerSecond) / 1000)
  let at = 0 - Math.floor((-fromMs * ratePerSecond) / 1000)
  return column => {
    const size = Math.max(0, Math.min(column.length, end - at))
    for (let i = 0; i < size; i++) column[i] = (at++ * 1000) / ratePerSecond
    return size
  }
}

/** On another clock, without a time that rounding put on the wrong side of an end or of the time before it. */
function inside(fill: ArrivalSource, clock: (ms: number) => number, { warmupMs, durationMs }: Span): ArrivalSource {
  let lastMs = -warmupMs
  return column => {
    for (let size = fill(column); size > 0; size = fill(column)) {
      let kept = 0
      for (let i = 0; i < size; i++) {
        const dueMs = clock(column[i]!)
        if (!(dueMs >= -warmupMs && dueMs < durationMs)) continue
        lastMs = Math.max(lastMs, dueMs)
        column[kept++] = lastMs
      }
      if (kept > 0) return kept
    }
    return 0
  }
}

function replay(timesMs: readonly number[], { warmupMs, durationMs }: Span, random: Random): ArrivalSource {
  const kept = within(timesMs, durationMs)
  const ratePerSecond = (kept.length * 1000) / durationMs
  const before = kept.length === 0 ? () => 0 : poisson({ ratePerSecond, fromMs: -warmupMs, toMs: 0 }, random)
  let at = 0
  return column => {
    const warming = before(column)
    if (warming > 0) return warming
    const block = kept.slice(at, at + column.length)
    column.set(block)
    at += block.length
    return block.length
  }
}

function within(timesMs: readonly number[], durationMs: number): readonly number[] {
  return timesMs.filter(ms => ms >= 0 && ms < durationMs)
}
