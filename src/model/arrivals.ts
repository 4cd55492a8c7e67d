import { burstClock } from './burst.js'
import type { Random } from './random.js'
import type { OpenLoop } from './traffic.js'

/** From -warmupMs, included, to durationMs, excluded; measuring begins at 0. */
export interface Span {
  readonly warmupMs: number
  readonly durationMs: number
}

/**
 * When the requests of an open loop are due: ms from the start of measuring, ascending, all within the span.
 * `even` has one due at exactly 0. A trace says nothing of the time before it begins: its warm-up is Poisson at its mean rate.
 * @throws {RangeError} one sentence, for a burst that cannot be
 */
export function dueTimes(load: OpenLoop, span: Span, random: Random): Float64Array {
  const { arrivals, ratePerSecond } = load
  switch (arrivals.kind) {
    case 'poisson':
      return poisson({ ratePerSecond, fromMs: -span.warmupMs, toMs: span.durationMs }, random)
    case 'even':
      return inside(even(ratePerSecond, span), span)
    case 'burst': {
      const clock = burstClock(arrivals)
      const fromMs = clock.toOperationalMs(-span.warmupMs)
      const toMs = clock.toOperationalMs(span.durationMs)
      return inside(poisson({ ratePerSecond, fromMs, toMs }, random).map(clock.toRealMs), span)
    }
    case 'trace':
      return replay(arrivals.timesMs, span, random)
  }
}

/** Requests a second the plan asks for while measuring: the rate, or what the trace has in that time. */
export function meanRatePerSecond({ arrivals, ratePerSecond }: OpenLoop, durationMs: number): number {
  if (arrivals.kind !== 'trace') return ratePerSecond
  return (within(arrivals.timesMs, durationMs).length * 1000) / durationMs
}

interface Steady {
  readonly ratePerSecond: number
  readonly fromMs: number
  readonly toMs: number
}

/** Exponential gaps. The room is for the mean and six standard deviations; it grows in the one run of 1e9 that needs more. */
function poisson({ ratePerSecond, fromMs, toMs }: Steady, random: Random): Float64Array {
  const gapMs = 1000 / ratePerSecond
  const expected = Math.max(0, (toMs - fromMs) / gapMs)
  let times = new Float64Array(Math.ceil(expected + 6 * Math.sqrt(expected) + 16))
  let size = 0
  let dueMs = fromMs
  for (;;) {
    dueMs -= gapMs * Math.log(1 - random.next())
    if (!(dueMs < toMs)) return times.slice(0, size)
    if (size === times.length) times = grown(times)
    times[size++] = dueMs
  }
}

function grown(times: Float64Array): Float64Array<ArrayBuffer> {
  const longer = new Float64Array(times.length * 2)
  longer.set(times)
  return longer
}

/** Multiples of the gap, each computed afresh: adding gaps up would drift. */
function even(ratePerSecond: number, { warmupMs, durationMs }: Span): Float64Array {
  const first = -Math.floor((warmupMs * ratePerSecond) / 1000)
  const end = Math.ceil((durationMs * ratePerSecond) / 1000)
  return Float64Array.from({ length: Math.max(0, end - first) }, (_, i) => ((first + i) * 1000) / ratePerSecond)
}

/** Drops a time that rounding put on the wrong side of an end. */
function inside(times: Float64Array, { warmupMs, durationMs }: Span): Float64Array {
  return times.filter(ms => ms >= -warmupMs && ms < durationMs)
}

function replay(timesMs: readonly number[], { warmupMs, durationMs }: Span, random: Random): Float64Array {
  const kept = within(timesMs, durationMs)
  if (kept.length === 0) return new Float64Array(0)
  const ratePerSecond = (kept.length * 1000) / durationMs
  const before = poisson({ ratePerSecond, fromMs: -warmupMs, toMs: 0 }, random)
  const times = new Float64Array(before.length + kept.length)
  times.set(before)
  times.set(kept, before.length)
  return times
}

function within(timesMs: readonly number[], durationMs: number): readonly number[] {
  return timesMs.filter(ms => ms >= 0 && ms < durationMs)
}
