import type { Change } from '../../beside/beside.js'
import { formatChange, formatMetric, formatNumber, formatValue } from '../../results/format-metric.js'
import { infoOf, type MetricKey, titleOf } from '../../results/metric-key.js'
import type { Interval } from '../../stats/inference.js'

/**
 * "-12 % [-16, -8]", "12.5 times lower [11.1, 14.3]", "+1.2 points [0.8, 1.6]", "-800 ms [-900, -700]"; ">= +20 %" where it is a
 * bound; "-" where it cannot be told.
 */
export function changeCell(one: Change): string {
  const { change, kind, metric } = one
  const bound = boundOf(one)
  if (change === null || bound === 'unknown') return '-'
  if (bound !== undefined) return `${bound} ${changeCell(pointOf(one, change))}`
  if (kind === 'ratio' && isBeyond(change.value)) return times(change, directionOf(change))
  const { value, ends } = kind === 'ratio' ? percents(change) : amounts(change, metric)
  return `${signed(value)}${kind === 'ratio' ? ' %' : unitOf(metric)}${bracketed(ends)}`
}

/** "p99 12 % lower [-16, -8]", "errors +1.2 points [0.8, 1.6]": a change that is shown. */
export function changeClause(one: Change): string {
  const { change, kind, metric } = one
  const title = wordOf(metric)
  if (change === null || kind === 'difference') return `${title} ${changeCell(one)}`
  const direction = directionOf(change)
  const bound = boundOf(one)
  if (bound === 'unknown') return `${title} cannot be told`
  if (bound !== undefined) {
    const text = changeClause(pointOf(one, change)).slice(title.length + 1)
    return `${title} ${(bound === '<=') === (direction === 'lower') ? 'at least' : 'at most'} ${text}`
  }
  if (isBeyond(change.value)) return `${title} ${times(change, direction)}`
  const { value, ends } = percents(change)
  return `${title} ${value.replace('-', '')} % ${direction}${bracketed(ends)}`
}

/** Percent for what is within tenfold, in tables as in sentences; beyond it how many times. */
const isBeyond = (ratio: number): boolean => ratio < 0.1 || ratio > 10

const directionOf = ({ value }: Interval): 'lower' | 'higher' => (value < 1 ? 'lower' : 'higher')

/** Of what nobody waited for the end of: a longer before makes the change smaller, a longer after greater, and both anything. */
function boundOf({ open: { before, after } }: Change): '<=' | '>=' | 'unknown' | undefined {
  if (before > 0 && after > 0) return 'unknown'
  return before > 0 ? '<=' : after > 0 ? '>=' : undefined
}

/** The value alone, as that of one round. */
const pointOf = (one: Change, { value, n }: Interval): Change => ({
  ...one,
  open: { before: 0, after: 0 },
  change: { value, low: null, high: null, n },
})

/** "6 %", "140 %", "0.3 points": what such rounds would have shown; undefined where next to nothing would have been. */
export function seenText({ detectable, kind, metric }: Change): string | undefined {
  if (detectable === null) return undefined
  const { unit } = infoOf(metric)
  if (kind === 'difference')
    return `${Number((unit === 'share' ? 100 * detectable : detectable).toPrecision(2))}${unitOf(metric)}`
  if (detectable > 4) return undefined
  return `${plain(detectable)} %`
}

/** A value of either side, "41.2 ms"; "-" where it cannot be told, ">= 2000 ms" where some round did not see the end. */
export function sideText(metric: MetricKey, side: Interval | null, open = 0): string {
  if (side === null) return '-'
  return `${open > 0 ? '>= ' : ''}${formatMetric(metric, side.value)}`
}

/** In sentences and tables: "p99", "errors", "crash.detection". */
export function wordOf(metric: MetricKey): string {
  return metric === 'errorRate' ? 'errors' : titleOf(metric)
}

const plain = (share: number): string => formatChange(share).replace('+', '')
const signed = (text: string): string => (/^[-+0]/.test(text) && Number(text) <= 0 ? text : `+${text.replace('+', '')}`)
const bracketed = (ends: readonly string[] | undefined): string => (ends === undefined ? '' : ` [${ends.join(', ')}]`)

/** A difference of shares is in points, so that nobody takes it for a relative one. */
function unitOf(metric: MetricKey): string {
  const { unit } = infoOf(metric)
  return { ms: ' ms', share: ' points', perSecond: '/s', count: '', index: '' }[unit]
}

interface Texts {
  readonly value: string
  readonly ends: readonly [string, string] | undefined
}

/** In the metric's own unit, shares in percent. */
function amounts({ value, low, high }: Interval, metric: MetricKey): Texts {
  const { unit } = infoOf(metric)
  const scale = unit === 'share' ? 100 : 1
  if (low === null || high === null || unit === 'index' || low === high)
    return { value: formatValue(metric, value), ends: ends(low, high, end => formatValue(metric, end)) }
  return asFineAsNarrow(scale * value, scale * low, scale * high, amount => formatNumber(amount))
}

/** In percent. */
function percents({ value, low, high }: Interval): Texts {
  const exact = (ratio: number): string => formatChange(ratio - 1).replace('+', '')
  if (low === null || high === null) return { value: exact(value), ends: undefined }
  const [middle, from, to] = [value, low, high].map(ratio => 100 * (ratio - 1))
  return asFineAsNarrow(middle!, from!, to!, percent => exact(1 + percent / 100))
}

function ends(low: number | null, high: number | null, text: (end: number) => string): Texts['ends'] {
  return low === null || high === null ? undefined : [text(low), text(high)]
}

/** What is not 0 never reads as 0 where 0 is outside, nor what is above -100 % as that. */
function asFineAsNarrow(value: number, low: number, high: number, exact: (amount: number) => string): Texts {
  const decimals = decimalsOf(value, low, high)
  const isOutside = low > 0 || high < 0
  const text = (amount: number): string => {
    const short = amount.toFixed(Math.abs(amount) >= 1000 ? 0 : decimals)
    if (Number(short) === 0) return isOutside ? exact(amount) : '0'
    return Number(short) === -100 ? exact(amount) : short
  }
  return { value: text(value), ends: [text(low), text(high)] }
}

/** However narrow an interval is, nobody needs more significant digits of a change. */
const digits = 3

/** One significant digit of the half width; where 0 is outside, two of the value as well. */
function decimalsOf(middle: number, low: number, high: number): number {
  const half = (high - low) / 2
  const ofWidth = half > 0 ? -Math.floor(Math.log10(half)) : 1
  const ofValue = low > 0 || high < 0 ? 1 - Math.floor(Math.log10(Math.abs(middle))) : 0
  const most = middle === 0 ? 4 : digits - 1 - Math.floor(Math.log10(Math.abs(middle)))
  return Math.max(0, Math.min(4, most, Math.max(ofWidth, ofValue)))
}

/** Beyond tenfold percentages all look alike: "12.5 times higher [11.1, 14.3]". */
function times({ value, low, high }: Interval, direction: string): string {
  const up = value > 1
  const text = (ratio: number): string => formatNumber(up ? ratio : 1 / ratio)
  const ends = low === null || high === null ? '' : ` [${(up ? [low, high] : [high, low]).map(text).join(', ')}]`
  return `${text(value)} times ${direction}${ends}`
}
