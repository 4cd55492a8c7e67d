import { sessionEndCount, sessionEnds } from '../model/sessions.js'
import type { Sample } from './latency.js'
import { percentile } from './latency.js'
import type { MetricName } from './metric-name.js'

/** What became of the sessions of one trial: requests by `sessionEnds` value, and the store's times, ms. */
export interface SessionSample {
  readonly byEnd: ArrayLike<number>
  readonly store: Sample
}

/** Metrics of sessions; none at all where the scenario has none, or no backend ever said a word of them. */
export function sessionMetrics(sample: SessionSample | undefined): Partial<Record<MetricName, number | null>> {
  if (sample === undefined) return {}
  const { byEnd, store } = sample
  const of = (end: keyof typeof sessionEnds): number => byEnd[sessionEnds[end]]!
  const requests = Array.from({ length: sessionEndCount }, (_, end) => byEnd[end]!).reduce((sum, n) => sum + n, 0)
  if (of('none') === requests) return {}
  return {
    logins: of('new') + of('again'),
    repeatedLogins: of('again'),
    sessionsLost: of('lost'),
    lostShare: requests === 0 ? null : (of('lost') + of('stale')) / requests,
    storeP50Ms: percentile(store, 0.5),
    storeP99Ms: percentile(store, 0.99),
  }
}
