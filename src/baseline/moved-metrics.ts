import { inferMetric } from '../results/estimates.js'
import { formatMetric } from '../results/format-metric.js'
import { metricInfo } from '../results/metric-info.js'
import { type MetricName, metricNames, type RoundResult } from '../results/results.js'

/** Metrics that are not the same to the last bit in some round; both sides have the same seeds in the same order. */
export function movedMetrics(before: readonly RoundResult[], after: readonly RoundResult[]): MetricName[] {
  return metricNames.filter(name => before.some((round, i) => round.metrics[name] !== after[i]!.metrics[name]))
}

/** What users look at first. */
const leading: readonly MetricName[] = ['p99Ms', 'p50Ms', 'meanMs', 'errorRate', 'goodputPerSecond']

/** "p99 41.2 ms -> 43.0 ms, p50 16.2 ms -> 16.3 ms, and 9 other metrics", over those rounds; "no metric" where none did. */
export function movesText(before: readonly RoundResult[], after: readonly RoundResult[]): string {
  const moved = movedMetrics(before, after)
  if (moved.length === 0) return 'no metric moved'
  const shown = [...leading.filter(name => moved.includes(name)), ...moved.filter(name => !leading.includes(name))]
  const texts = shown.slice(0, 3).map(name => {
    const [from, to] = [before, after].map(rounds => textOf(name, inferMetric(rounds, name)?.value))
    return `${metricInfo[name].name} ${from === to ? `${from} (changed by less than ${lastDigit(from!)})` : `${from} -> ${to}`}`
  })
  const others = moved.length - texts.length
  const rest = others === 0 ? '' : ` and ${others} other ${others === 1 ? 'metric' : 'metrics'}`
  return texts.join(', ') + rest
}

const textOf = (name: MetricName, value: number | undefined): string =>
  value === undefined ? 'unknown' : formatMetric(name, value)

/** What is printed as the same differs by less than one of its last digit: "0.1 ms" of "41.2 ms". */
const lastDigit = (text: string): string =>
  text.replace(/^-?\d+(?:\.(\d+))?/, (_, decimals: string | undefined) =>
    (10 ** -(decimals?.length ?? 0)).toFixed(decimals?.length ?? 0),
  )
