import { LbbenchError } from '../../errors.js'
import { parseOptions } from '../options.js'
import type { Options, Strategy } from '../strategy.js'

/**
 * Reads a strategy within an option: `p2c`, `p2c(choices=3)`, `least-time(metric=header;inflight)`, with semicolons, as
 * "&" and "," have a meaning around it.
 * @throws LbbenchError USAGE for other text and for a strategy that has an inner one itself; UNKNOWN_NAME as `find` and
 * `parseOptions` do
 */
export function innerStrategy(
  text: string,
  find: (name: string) => Strategy,
): { strategy: Strategy; options: Options } {
  const match = /^([^()]+)(?:\(([^()]*)\))?$/.exec(text)
  if (match === null) {
    const hint = 'write inner=NAME or inner=NAME(OPTION=VALUE;OPTION=VALUE)'
    throw new LbbenchError('USAGE', `inner strategy "${text}" cannot be read`, hint)
  }
  const strategy = find(match[1])
  if (strategy.family === 'nested') {
    const hint = 'one arc of backends within another has no use: choose a strategy of another family'
    throw new LbbenchError('USAGE', `${strategy.name} cannot be an inner strategy`, hint)
  }
  return { strategy, options: parseOptions(strategy, (match[2] ?? '').replaceAll(';', '&')) }
}
