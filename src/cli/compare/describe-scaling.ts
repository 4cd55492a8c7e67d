import type { ScalingMetric, ScalingSpec } from '../../model/scaling-spec.js'
import { formatDuration, formatRate, formatShare } from '../../units.js'

/** An autoscaler in a line: "hpa, utilisation 60%, 2 to 16, starts with 4, every 15s, boot 40s". */
export function describeScaling({ policy, metric, target, min, max, start, everyMs, bootMs }: ScalingSpec): string {
  return [
    policy,
    `${metric} ${formats[metric](target)}`,
    `${min} to ${max}`,
    `starts with ${start}`,
    // A speed need not divide it.
    `every ${formatDuration(Number(everyMs.toPrecision(4)))}`,
    `boot ${formatDuration(bootMs)}`,
  ].join(', ')
}

const formats: Readonly<Record<ScalingMetric, (target: number) => string>> = {
  inFlight: String,
  utilisation: formatShare,
  rate: formatRate,
  p99: formatDuration,
}
