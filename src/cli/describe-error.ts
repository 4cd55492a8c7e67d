import type { LbbenchError } from '../errors.js'
import { withDocsPaths } from './docs-path.js'
import type { Io } from './io.js'

/** One sentence a fault, and what to do about it. */
export function describeError({ message, hint }: LbbenchError, { cwd }: Pick<Io, 'cwd'>): string {
  return `lbbench: ${message}\n${hint === undefined ? '' : `  ${withDocsPaths(hint, cwd)}\n`}`
}
