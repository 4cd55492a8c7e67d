import type { MetricUnit } from '../results/metric-info.js'
import { parseDuration, parseRate, parseShare } from '../units.js'

/**
 * A limit as written, in the metric's own unit.
 * @throws Error saying what was expected ("expected a duration with its unit such as 250ms")
 */
export function parseQuantity(text: string, unit: MetricUnit): number {
  return readers[unit](text)
}

const readers: Readonly<Record<MetricUnit, (text: string) => number>> = {
  ms: parseDuration,
  share: parseShare,
  perSecond: parseRate,
  count: text => plainNumber(text, 'expected a plain number such as 1000'),
  index: text => plainNumber(text, 'expected a plain number such as 0.95'),
}

/** A factor before a reference: a plain number above 0. */
export function parseRatio(text: string): number {
  const value = plainNumber(text, 'expected a plain factor such as 0.9')
  if (value <= 0) throw new Error('expected a factor above 0')
  return value
}

function plainNumber(text: string, expected: string): number {
  if (!/^[-+]?(\d+(\.\d*)?|\.\d+)$/.test(text)) throw new Error(expected)
  return Number(text)
}
