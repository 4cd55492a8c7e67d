import { formatEstimate } from '../../results/format-metric.js'
import { metricInfo } from '../../results/metric-info.js'
import type { Estimate, MetricName } from '../../results/results.js'
import type { CapacityResult } from '../../sweep/capacity.js'
import type { CurvePoint, SweepMetric } from '../../sweep/curve.js'
import type { Probe } from '../../sweep/probe.js'
import type { VaryPoint } from '../../sweep/vary/vary.js'
import { formatShare } from '../../units.js'

/** A point of a sweep, for `--verbose`: "  rr at 85% load: p99 120 ms [117, 123], errorRate 0 %". */
export function pointText(
  who: string,
  { stability, busiest, latency, errorRate }: CurvePoint,
  metric: SweepMetric,
): string {
  if (stability !== 'stable') {
    const sent =
      busiest === null ? '' : `: ${busiest.backend} is sent ${formatShare(busiest.load)} of what it can serve`
    return `  ${who}: ${stability === 'unstable' ? 'queues grow without end' : 'too short to settle'}${sent}`
  }
  return `  ${who}: ${numbers({ [metric]: latency[metric], errorRate })}`
}

/** A rate that a search tried, and where it goes from there: "  rr at 512/s: holds (p99 150 ms): it carries at least that". */
export function probeText(who: string, { ratePerSecond, reason, metrics }: Probe): string {
  const told = Object.values(metrics).some(estimate => estimate != null) ? ` (${numbers(metrics)})` : ''
  const outcome = reason === null ? `holds${told}: it carries at least that` : `fails, as ${reason}: it carries less`
  return `  ${who} at ${rateText(ratePerSecond)} ${outcome}`
}

/** Where a search ended, and why. */
export function foundText(who: string, { ratePerSecond, failsAtPerSecond, limit }: CapacityResult): string {
  const found = ratePerSecond === null ? 'no rate found' : `${rateText(ratePerSecond)} found`
  return `  ${who}: ${found}; at ${rateText(failsAtPerSecond)} ${limit}`
}

/** As exactly as rates are searched. */
const rateText = (perSecond: number): string => `${Number(perSecond.toPrecision(4))}/s`

/** A combination of settings: "  rr with health.fall=2, health.interval=1s: p99 120 ms, errorRate 0.4 %". */
export function variedText(
  variations: readonly { readonly key: string }[],
  { id, values, metrics }: VaryPoint,
): string {
  const settings = variations.map(({ key }, i) => `${key}=${values[i]}`).join(', ')
  return `  ${id} with ${settings}: ${numbers({ p99Ms: metrics.p99Ms, errorRate: metrics.errorRate })}`
}

/** "p99 150 ms [147, 153], errorRate 0 %"; what cannot be told is said. */
function numbers(metrics: Readonly<Partial<Record<MetricName, Estimate | null>>>): string {
  return Object.entries(metrics)
    .map(([metric, estimate]) => {
      const { name } = metricInfo[metric as MetricName]
      return estimate == null ? `${name} cannot be told` : `${name} ${formatEstimate(metric as MetricName, estimate)}`
    })
    .join(', ')
}
