import type { LbbenchError } from '../errors.js'

/** One sentence a fault, and what to do about it. */
export function describeError({ message, hint }: LbbenchError): string {
  return `lbbench: ${message}\n${hint === undefined ? '' : `  ${hint}\n`}`
}
