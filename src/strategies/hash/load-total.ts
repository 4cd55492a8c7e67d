import type { Chooser, Pool } from '../strategy.js'

/** Counts what all backends have in flight; its hooks fit a chooser's. */
export interface LoadTotal extends Required<Pick<Chooser, 'sent' | 'answered'>> {
  readonly inFlight: number
}

export function createLoadTotal(pool: Pool): LoadTotal {
  const total = {
    inFlight: pool.inFlight.reduce((sum, count) => sum + count, 0),
    sent(): void {
      total.inFlight++
    },
    answered(): void {
      total.inFlight--
    },
  }
  return total
}

/** Requests that all may have together while one more comes: `factor` percent, rounded up. As HAProxy and Envoy count. */
export function slotsFor(inFlight: number, factor: number): number {
  return Math.floor(((inFlight + 1) * factor + 99) / 100)
}
