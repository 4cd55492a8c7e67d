import { errorName, isAnswer, isGood, isTimeout } from '../bench/ending.js'
import type { MetricName } from './metric-name.js'

/** Requests of one trial by how they ended: HTTP status or `errorKinds` value. */
export type Endings = ReadonlyMap<number, number>

/** What became of the requests of one trial; shares are null of none. */
export function outcomeMetrics(endings: Endings, durationMs: number): Partial<Record<MetricName, number | null>> {
  const count = (holds: (status: number) => boolean): number =>
    [...endings].reduce((sum, [status, requests]) => sum + (holds(status) ? requests : 0), 0)
  const requests = count(() => true)
  const good = count(isGood)
  const share = (part: number): number | null => (requests === 0 ? null : part / requests)
  return {
    requests,
    errorRate: share(requests - good),
    timeoutRate: share(count(isTimeout)),
    goodputPerSecond: (good / durationMs) * 1000,
    throughputPerSecond: (count(isAnswer) / durationMs) * 1000,
  }
}

/** Requests by kind of error, e.g. { "http 503": 4, timeout: 1 }. */
export function errorsByKind(endings: Endings): Record<string, number> {
  const failed = [...endings].filter(([status]) => !isGood(status))
  return Object.fromEntries(failed.map(([status, requests]) => [errorName(status), requests]))
}
