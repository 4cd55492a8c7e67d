import type { Options } from '../../../strategies/strategy.js'

/** A strategy of ours as a candidate is written, e.g. "haproxy-random?draws=1". */
export function written(strategy: string, options: Options = {}): string {
  const parts = Object.entries(options).map(([name, value]) => `${name}=${value}`)
  return parts.length === 0 ? strategy : `${strategy}?${parts.join('&')}`
}

/** Text with so many spaces before each line that is not empty. */
export function indented(text: string, spaces: number): string {
  return text.replace(/^(?=.)/gm, ' '.repeat(spaces))
}

/** A time as products read it: seconds or milliseconds, one at least, and no more than they keep in 31 bits. */
export function ms(value: number): string {
  const whole = Math.min(Math.max(1, Math.round(value)), 2 ** 31 - 1)
  return whole % 1000 === 0 ? `${whole / 1000}s` : `${whole}ms`
}
