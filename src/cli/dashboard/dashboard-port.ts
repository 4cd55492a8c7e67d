import { LbbenchError } from '../../errors.js'

/** The flag of `compare` and `sweep`; its value may be left out. */
export const dashboardOption = {
  type: 'string',
  requiresArg: false,
  describe: 'serve a page on 127.0.0.1 that follows the run, at this port or any free one',
} as const

/**
 * The port that `--dashboard` names, 0 for any; undefined where the flag is not there.
 * @throws LbbenchError USAGE
 */
export function dashboardPort(value: string | undefined): number | undefined {
  if (value === undefined) return undefined
  const port = value === '' ? 0 : Number(value)
  if (/^\d*$/.test(value) && port <= 65_535) return port
  throw new LbbenchError(
    'USAGE',
    `--dashboard ${value}: expected a port, 0 to 65535, or nothing`,
    'without a port, write the flag last: lbbench compare steady --dashboard',
  )
}
