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
  const next = arrivalSource(load, span, random)
  const times = new Column()
  for (let dueMs = next(); dueMs < Infinity; dueMs = next()) times.add(dueMs)
  return times.taken()
}

/** Each call gives the next of `dueTimes`, Infinity after the last: for who does not want them all at once. */
export function arrivalSource(load: OpenLoop, span: Span, random: Random): () => number {
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
      const operational = poisson({ ratePerSecond, fromMs, toMs }, random)
      const real = (operationalMs: number): number =>
        operationalMs < Infinity ? clock.toRealMs(operationalMs) : Infinity
      return inside(() => real(operational()), span)
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

/** Exponential gaps. */
function poisson({ ratePerSecond, fromMs, toMs }: Steady, random: Random): () => number {
  const gapMs = 1000 / ratePerSecond
  let dueMs = fromMs
  return () => {
    dueMs -= gapMs * Math.log(1 - random.next())
    return dueMs < toMs ? dueMs : Infinity
  }
}

/** Multiples of the gap, each computed afresh: adding gaps up would drift. */
function even(ratePerSecond: number, { warmupMs, durationMs }: Span): () => number {
  const end = Math.ceil((durationMs * ratePerSecond) / 1000)
  let at = 0 - Math.floor((warmupMs * ratePerSecond) / 1000)
  return () => (at < end ? (at++ * 1000) / ratePerSecond : Infinity)
}

/** Drops a time that rounding put on the wrong side of an end. */
function inside(next: () => number, { warmupMs, durationMs }: Span): () => number {
  return () => {
    for (;;) {
      const dueMs = next()
      if (dueMs === Infinity || (dueMs >= -warmupMs && dueMs < durationMs)) return dueMs
    }
  }
}

function replay(timesMs: readonly number[], { warmupMs, durationMs }: Span, random: Random): () => number {
  const kept = within(timesMs, durationMs)
  if (kept.length === 0) return () => Infinity
  const ratePerSecond = (kept.length * 1000) / durationMs
  const before = poisson({ ratePerSecond, fromMs: -warmupMs, toMs: 0 }, random)
  let at = 0
  return () => {
    const dueMs = before()
    return dueMs < Infinity ? dueMs : (kept[at++] ?? Infinity)
  }
}

function within(timesMs: readonly number[], durationMs: number): readonly number[] {
  return timesMs.filter(ms => ms >= 0 && ms < durationMs)
}

/** Numbers whose count is not known beforehand. */
class Column {
  #values = new Float64Array(1024)
  #size = 0

  add(value: number): void {
    if (this.#size === this.#values.length) {
      const longer = new Float64Array(this.#size * 2)
      longer.set(this.#values)
      this.#values = longer
    }
    this.#values[this.#size++] = value
  }

  taken(): Float64Array {
    return this.#values.slice(0, this.#size)
  }
}
