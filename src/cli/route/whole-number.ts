import { LbbenchError } from '../../errors.js'

/**
 * A whole number as a flag's value.
 * @throws LbbenchError USAGE where it is none, or none from `min` to ten million
 */
export function wholeNumber(flag: string, text: string, min: number): number {
  const value = Number(text)
  if (/^\d+$/.test(text) && value >= min && value <= 10_000_000) return value
  throw new LbbenchError('USAGE', `--${flag} ${text}: expected a whole number from ${min} to 10000000`)
}
