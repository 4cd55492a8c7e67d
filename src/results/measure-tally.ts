import type { Tally } from '../bench/tally.js'
import type { Trial } from '../bench/trial.js'
import { Histogram } from '../stats/histogram.js'
import { latencyGrowth } from './growth.js'
import { latencyMetrics } from './latency.js'
import { type Endings, errorsByKind, outcomeMetrics } from './outcome.js'
import type { Reduced } from './reduced.js'
import { type SessionSample, sessionMetrics } from './session-metrics.js'
import { type Spread, spreadMetrics } from './spread.js'

/** A trial that was summed up while it ran. In virtual time a request is sent when it is due: service time is latency. */
export function measureTally({ durationMs, weights }: Trial, tally: Tally): Reduced {
  const latency = new Histogram(tally.latency)
  const endings = endingsOf(tally)
  const spread = spreadOf(tally, weights)
  return {
    metrics: {
      ...latencyMetrics(latency, latency),
      ...outcomeMetrics(endings, durationMs),
      ...spreadMetrics(spread),
      ...sessionMetrics(sessionsOf(tally)),
    },
    guard: null,
    errors: errorsByKind(endings),
    perBackend: spread.requests,
    latency,
    growth: latencyGrowth({ sumMs: tally.sliceSumMs, count: tally.sliceCount }),
    redirects: 0,
  }
}

function endingsOf({ byStatus }: Tally): Endings {
  return new Map([...byStatus.entries()].filter(([, requests]) => requests > 0))
}

function sessionsOf({ sessions }: Tally): SessionSample | undefined {
  return sessions && { byEnd: sessions.byEnd, store: new Histogram(sessions.store) }
}

function spreadOf({ perBackend, busyMs, stayed, moved }: Tally, weights: readonly number[]): Spread {
  return { weights, requests: [...perBackend], busyMs: [...busyMs], affinity: stayed / (stayed + moved) }
}
