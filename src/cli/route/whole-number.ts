import { LbbenchError } from '../../errors.js'

/**
 * A whole number as a flag's value.
 * @throws LbbenchError USAGE where it is none, or none from `min` to `max`
 */
export function wholeNumber(flag: string, text: string, min: number, max = 10_000_000): number {
  const value = Number(text)
  if (/^\d+$/.test(text) && value >= min && value <= max) return value
  throw new LbbenchError('USAGE', `--${flag} ${text}: expected a whole number from ${min} to ${max}`)
}
