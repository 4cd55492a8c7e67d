import { formatChange, formatNumber } from '../results/format-metric.js'

/** A ratio and both ends of its interval, all below 1: what is lower over what is higher. */
export interface Lower {
  readonly value: number
  readonly low: number
  readonly high: number
}

/** "-31 % [-38, -24]", as fine as the interval is narrow; beyond tenfold percentages all look alike: "12.0 times lower [9.80, 15.1]". */
export function changeText({ value, low, high }: Lower): string {
  if (value < 0.1) return `${plainChange(value)} [${formatNumber(1 / high)}, ${formatNumber(1 / low)}]`
  const decimals = decimalsOf(value, 50 * (high - low))
  const [middle, ...ends] = [value, low, high].map(ratio => percent(ratio, decimals))
  return `${middle} % [${ends.join(', ')}]`
}

/** What is left of it at the end of its interval where least is: "17.5 times lower", "24 % lower". */
export function leastChange({ high }: Lower): string {
  return high < 0.1 ? plainChange(high) : `${formatChange(high - 1).replace('-', '')} % lower`
}

/** The same without an interval. */
export function plainChange(ratio: number): string {
  return ratio < 0.1 ? `${formatNumber(1 / ratio)} times lower` : `${formatChange(ratio - 1)} %`
}

/** One significant digit of the half width (in percent), but two of the value. */
function decimalsOf(value: number, halfWidth: number): number {
  const ofWidth = halfWidth > 0 ? -Math.floor(Math.log10(halfWidth)) : 1
  const ofValue = 1 - Math.floor(Math.log10(100 * (1 - value)))
  return Math.min(4, Math.max(0, ofWidth, ofValue))
}

/** An end just below 0 must not become "-0", nor one above -100 "-100": they would be other claims. */
function percent(ratio: number, decimals: number): string {
  const text = (100 * (ratio - 1)).toFixed(decimals)
  return Number(text) === 0 || Number(text) === -100 ? formatChange(ratio - 1) : text
}
