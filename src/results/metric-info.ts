import type { Range } from '../stats/interval.js'
import type { MetricName } from './metric-name.js'

export type MetricUnit = 'ms' | 'share' | 'perSecond' | 'count' | 'index'

/** What there is to know of a metric, once, for estimates, gates and reports. */
export interface MetricInfo {
  /** In gates and tables, e.g. "p99". */
  readonly name: string
  readonly unit: MetricUnit
  /** What it can be at all. */
  readonly range: Range
  /** Undefined where more is neither better nor worse: affinity is a property. */
  readonly better: 'lower' | 'higher' | undefined
  /** In words, for tables' legends and docs. */
  readonly summary: string
}

const share: Range = { min: 0, max: 1 }
const positive: Range = { min: 0, max: Infinity }
const overFair: Range = { min: 1, max: Infinity }

const latency = (name: string, summary: string): MetricInfo => ({
  name,
  unit: 'ms',
  range: positive,
  better: 'lower',
  summary,
})

export const metricInfo: Readonly<Record<MetricName, MetricInfo>> = {
  p50Ms: latency('p50', 'half of the requests took at most this long'),
  p90Ms: latency('p90', '90 % of the requests took at most this long'),
  p99Ms: latency('p99', '99 % of the requests took at most this long'),
  p999Ms: latency('p999', '99.9 % of the requests took at most this long'),
  maxMs: latency('max', 'the slowest request'),
  meanMs: latency('mean', 'mean latency'),
  serviceP50Ms: latency('serviceP50', 'p50 from sending, not from when the request was due'),
  serviceP99Ms: latency('serviceP99', 'p99 from sending, not from when the request was due'),
  errorRate: {
    name: 'errorRate',
    unit: 'share',
    range: share,
    better: 'lower',
    summary: 'requests without a good answer',
  },
  timeoutRate: {
    name: 'timeoutRate',
    unit: 'share',
    range: share,
    better: 'lower',
    summary: 'requests given up by the client',
  },
  goodputPerSecond: {
    name: 'goodput',
    unit: 'perSecond',
    range: positive,
    better: 'higher',
    summary: 'good answers a second',
  },
  throughputPerSecond: {
    name: 'throughput',
    unit: 'perSecond',
    range: positive,
    better: 'higher',
    summary: 'HTTP answers a second',
  },
  requests: { name: 'requests', unit: 'count', range: positive, better: undefined, summary: 'requests due in a round' },
  jainRequests: {
    name: 'jainRequests',
    unit: 'index',
    range: share,
    better: 'higher',
    summary: "Jain's index of requests by weight",
  },
  jainBusy: {
    name: 'jainBusy',
    unit: 'index',
    range: share,
    better: 'higher',
    summary: "Jain's index of busy time by weight",
  },
  maxOverMean: {
    name: 'maxOverMean',
    unit: 'index',
    range: overFair,
    better: 'lower',
    summary: 'busiest backend over its fair share',
  },
  cvRequests: {
    name: 'cvRequests',
    unit: 'index',
    range: positive,
    better: 'lower',
    summary: 'variation of requests by weight',
  },
  affinity: {
    name: 'affinity',
    unit: 'share',
    range: share,
    better: undefined,
    summary: "requests on the client's previous backend",
  },
  sessionsLost: {
    name: 'sessionsLost',
    unit: 'count',
    range: positive,
    better: 'lower',
    summary: 'sessions a client lost in a round, no backend it reached knowing them',
  },
  lostShare: {
    name: 'lostShare',
    unit: 'share',
    range: share,
    better: 'lower',
    summary: 'requests whose session was not known',
  },
  logins: { name: 'logins', unit: 'count', range: positive, better: undefined, summary: 'logins in a round' },
  repeatedLogins: {
    name: 'repeatedLogins',
    unit: 'count',
    range: positive,
    better: 'lower',
    summary: 'logins in a round of clients who had a session before',
  },
  storeP50Ms: latency('storeP50', 'half of the accesses to the store of sessions took at most this long'),
  storeP99Ms: latency('storeP99', '99 % of the accesses to the store of sessions took at most this long'),
}
