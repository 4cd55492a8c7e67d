import type { Outcome } from './strategy.js'

/** An answer of 200 that took no time, to be changed into what happened: one record may serve all requests. */
export function freshOutcome(): { -readonly [K in keyof Outcome]: Outcome[K] } {
  return {
    cause: 'answer',
    failed: false,
    status: 200,
    latencyMs: 0,
    headMs: 0,
    serviceMs: Number.NaN,
    queued: Number.NaN,
  }
}
