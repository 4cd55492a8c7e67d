import { errorKinds } from '../bench/trial.js'
import type { MetricName } from './results.js'

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

/** An HTTP answer came, whatever it says. */
export const isAnswer = (status: number): boolean => status >= 100

/**
 * The answer the user wanted: below 400. A balancer's 4xx (it refused the request) is as useless as a 5xx, and no shipped
 * backend sends one on purpose.
 */
export const isGood = (status: number): boolean => isAnswer(status) && status < 400

/** RFC 9110 15.4: 304 says that the client has the answer already, and goes nowhere. */
export const isRedirect = (status: number): boolean => status >= 300 && status < 400 && status !== 304

export const isTimeout = (status: number): boolean => status === errorKinds.timeout

/** "http 503", or the kind: "timeout", "reset", ... */
export function errorName(status: number): string {
  if (isAnswer(status)) return `http ${status}`
  return nameOf.get(status) ?? `unknown ${status}`
}

const nameOf: ReadonlyMap<number, string> = new Map(Object.entries(errorKinds).map(([name, status]) => [status, name]))
