const steps = '▁▂▃▄▅▆▇█'

/** From what to what a line of bars goes. */
export interface BarScale {
  readonly low: number
  readonly high: number
  /** Equal factors are equally high; else from 0, which is a dot. */
  readonly logarithmic: boolean
}

/** A sign a value: a bar from ▁ to █; a blank where there is none. */
export function bars(values: readonly (number | null)[], scale: BarScale): string {
  return values.map(value => (value === null ? ' ' : bar(value, scale))).join('')
}

function bar(value: number, { low, high, logarithmic }: BarScale): string {
  if (!logarithmic && value <= 0) return '·'
  const share = logarithmic ? Math.log(value / low) / Math.log(high / low) : value / high
  return steps[Math.min(7, Math.max(0, Math.round((Number.isFinite(share) ? share : 0) * 7)))]!
}

/** At least from a value to twice that: what varies by less looks as calm as it is. */
const leastFactor = 2
/** Nothing has no logarithm. */
const tiny = 1e-3

/** Of values, all of them together; undefined where there is none. */
export function logarithmic(values: readonly (number | null)[]): BarScale | undefined {
  const known = values.filter(value => value !== null)
  if (known.length === 0) return undefined
  const low = Math.max(tiny, Math.min(...known))
  return { low, high: Math.max(low * leastFactor, ...known), logarithmic: true }
}

/** From 0 to the highest of them; undefined where that is 0. */
export function fromZero(values: readonly (number | null)[]): BarScale | undefined {
  const high = Math.max(0, ...values.map(value => value ?? 0))
  return high === 0 ? undefined : { low: 0, high, logarithmic: false }
}
