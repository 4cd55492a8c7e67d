/** Null where the scenario has no sessions. */
export const sessionMetricNames = [
  'sessionsLost',
  'lostShare',
  'logins',
  'repeatedLogins',
  'storeP50Ms',
  'storeP99Ms',
] as const

export const metricNames = [
  'p50Ms',
  'p90Ms',
  'p99Ms',
  'p999Ms',
  'maxMs',
  'meanMs',
  'serviceP50Ms',
  'serviceP99Ms',
  'errorRate',
  'timeoutRate',
  'goodputPerSecond',
  'throughputPerSecond',
  'requests',
  'jainRequests',
  'jainBusy',
  'maxOverMean',
  'cvRequests',
  'affinity',
  ...sessionMetricNames,
] as const
export type MetricName = (typeof metricNames)[number]
