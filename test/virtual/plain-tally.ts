import type { Tally } from '../../src/bench/tally.js'

/** A tally as plain arrays, for comparison: of the latencies' buckets only those that are not empty. */
export function plain({ latency, ...tally }: Tally): Record<string, unknown> {
  const { counts, count, sum, min, max } = latency
  const columns = Object.entries(tally).map(([name, value]) => [name, ArrayBuffer.isView(value) ? [...value] : value])
  const buckets: [bucket: number, values: number][] = []
  for (let bucket = 0; bucket < counts.length; bucket++)
    if (counts[bucket]! > 0) buckets.push([bucket, counts[bucket]!])
  return { ...Object.fromEntries(columns), latency: { buckets, count, sum, min, max } }
}
