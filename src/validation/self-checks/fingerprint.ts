import type { Tally } from '../../bench/tally.js'

/** Everything a tally says, to the last bit, in times `factor` times as short. */
export function fingerprint(tally: Tally, factor = 1): string {
  const { requests, byStatus, latency, perBackend, busyMs, stayed, moved, sliceSumMs, sliceCount } = tally
  const times = [latency.sum, latency.min, latency.max, ...busyMs, ...sliceSumMs].map(ms => ms / factor)
  const counts = [requests, stayed, moved, latency.count, ...byStatus, ...perBackend, ...sliceCount]
  return [...times, ...counts].join(' ')
}
