import type { Arrivals } from './traffic.js'

export type Burst = Extract<Arrivals, { kind: 'burst' }>

/** A change of clock: `operationalMs` runs evenly in requests, real time in ms. Each undoes the other. */
export interface BurstClock {
  toOperationalMs(realMs: number): number
  toRealMs(operationalMs: number): number
}

/**
 * Bursts by time change (Cinlar's method for Poisson processes of varying rate): draw a steady process in operational
 * time and read its times off a real clock that runs slower in bursts. Both clocks agree at every multiple of `everyMs`,
 * so over whole periods the mean rate is exactly the steady one. A burst begins at 0; before it, in the warm-up, the
 * pattern is continued backwards. @throws {RangeError} one sentence, see `burstProblem`
 */
export function burstClock(burst: Burst): BurstClock {
  const problem = burstProblem(burst)
  if (problem !== undefined) throw new RangeError(problem)
  const { everyMs, forMs, factor } = burst
  const inBurstMs = factor * forMs
  // Without calm time this is never used: the burst ends where the period does.
  const calmFactor = forMs < everyMs ? Math.max(0, (everyMs - inBurstMs) / (everyMs - forMs)) : 1
  return {
    toOperationalMs(realMs) {
      const start = Math.floor(realMs / everyMs) * everyMs
      const past = realMs - start
      return start + (past < forMs ? past * factor : inBurstMs + (past - forMs) * calmFactor)
    },
    toRealMs(operationalMs) {
      const start = Math.floor(operationalMs / everyMs) * everyMs
      const past = operationalMs - start
      const calm = past >= inBurstMs && calmFactor > 0
      return start + (calm ? forMs + (past - inBurstMs) / calmFactor : Math.min(forMs, past / factor))
    },
  }
}

/** One sentence where there can be no such burst: all requests of the period would not be enough for it. */
export function burstProblem({ everyMs, forMs, factor }: Burst): string | undefined {
  if (!(everyMs > 0 && forMs > 0 && forMs <= everyMs)) {
    return `a burst of ${forMs} ms does not fit into a period of ${everyMs} ms`
  }
  const most = everyMs / forMs
  if (factor >= 1 && factor <= most) return undefined
  return `a burst for ${forMs} of every ${everyMs} ms can be 1 to ${Number(most.toPrecision(4))} times the mean rate, not ${factor} times`
}
