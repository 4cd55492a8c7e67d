import { geometricMeanInterval, type Interval } from '../stats/interval.js'
import { formatMs, formatShare } from '../units.js'
import { differenceOf, pairedRounds, type Series } from './comparison.js'
import { formatEstimate, formatMetric } from './format-metric.js'
import { infoOf, type RoundMetrics } from './metric-key.js'
import type { Warning } from './results.js'
import { thresholds } from './thresholds.js'

/** A candidate's live rounds and those of its twin. */
export interface TwinRounds {
  readonly live: readonly RoundMetrics[]
  readonly twin: readonly RoundMetrics[]
  /** Whether the live candidate's queue was still growing. */
  readonly unstable: boolean
}

/**
 * Whether a live candidate is further from its twin than the limits allow, in either direction. By the estimate: a
 * caution. By the whole 95 % interval over rounds, or, of a single round, by twice the limit: not to be trusted.
 */
export function twinGap({ live, twin, unstable }: TwinRounds): Pick<Warning, 'code' | 'level' | 'message'> | undefined {
  const gaps = limited
    .map(metric => gapBeyond({ rounds: live, metric }, { rounds: twin, metric }, thresholds.twinGap[metric]))
    .filter(gap => gap !== undefined)
  if (gaps.length === 0) return undefined
  const slower = gaps.some(({ sign }) => sign > 0)
  const growing = unstable ? '; the queue was still growing, so that a small delay of each request adds up' : ''
  return {
    code: 'twin-gap',
    level: gaps.some(({ level }) => level === 'invalid') ? 'invalid' : 'caution',
    message: `${gaps.map(({ text }) => text).join('; ')}: ${slower ? mayMean : modelLacks}${growing}`,
  }
}

const limited = ['p50Ms', 'p99Ms'] as const

const modelLacks = 'live does something the model does not know'
const mayMean = `the harness or the proxy costs that much, the machine was busy, or ${modelLacks}`

/** Either way: 1.5 ms and this share of the twin. */
interface Limit {
  readonly ms: number
  readonly share: number
}

interface Gap {
  readonly level: Warning['level']
  /** 1 where live took longer, -1 where the twin did. */
  readonly sign: 1 | -1
  readonly text: string
}

function gapBeyond(live: Series, twin: Series, limit: Limit): Gap | undefined {
  const gap = differenceOf(live, twin)
  if (gap === undefined) return undefined
  const sign = gap.value < 0 ? -1 : 1
  const excess = (times: number): Interval => {
    const beyond = differenceOf(live, twin, 1 + sign * times * limit.share)!
    return shifted(sign > 0 ? beyond : negated(beyond), -times * limit.ms)
  }
  const once = excess(1)
  if (once.value <= 0) return undefined
  const wholly = once.low === null ? excess(2).value > 0 : once.low > 0
  return { level: wholly ? 'invalid' : 'caution', sign, text: sentence(live, twin, limit) }
}

function sentence(live: Series, twin: Series, { ms, share }: Limit): string {
  const { metric } = live
  const [lived, predicted] = pairedRounds(live, twin).map(values =>
    formatMetric(metric, geometricMeanInterval(values).value),
  )
  const gap = differenceOf(live, twin)!
  const [size, more] = gap.value < 0 ? [negated(gap), 'less'] : [gap, 'more']
  const limit = `limit ${formatMs(ms)} + ${formatShare(share)}`
  return `${infoOf(metric).name} was ${lived} live, ${predicted} in virtual time: ${formatEstimate(metric, size)} ${more} (${limit})`
}

function negated({ value, low, high, n }: Interval): Interval {
  return { value: -value, low: high === null ? null : -high, high: low === null ? null : -low, n }
}

function shifted({ value, low, high, n }: Interval, by: number): Interval {
  return { value: value + by, low: low === null ? null : low + by, high: high === null ? null : high + by, n }
}
