import { LbbenchError } from '../errors.js'
import { describeThrown } from '../strategies/describe-thrown.js'
import type { StrategySource } from '../strategies/source.js'
import { userPosition } from './user-position.js'

/** What a strategy did that it must not. @param who its label or name @param when e.g. "request 57, 1.2 s after the first" */
export function strategyFault(who: string, what: string, when?: string): LbbenchError {
  const sentence = `strategy ${who} ${what}${when === undefined ? '' : ` (${when})`}`
  return new LbbenchError(
    'STRATEGY_FAILED',
    sentence,
    '"lbbench test" finds the smallest case that shows it; docs/plugins.md',
  )
}

/** `threw "boom" in pick at ./x.ts:12:5`. */
export function thrownIn(where: string, error: unknown, source: Pick<StrategySource, 'path' | 'label'>): string {
  const position = userPosition(error, source)
  return `threw ${describeThrown(error)} ${where}${position === undefined ? '' : ` at ${position}`}`
}

/**
 * The fault of one of our own strategies in an error that nobody expected; undefined where it came from elsewhere: then it
 * is no strategy's fault, and has to be seen as what it is.
 */
export function builtInFault(error: unknown, name: string): LbbenchError | undefined {
  const stack = error instanceof Error ? (error.stack ?? '') : ''
  const [, place] =
    /^ +at .*?[/\\](strategies[/\\][^():]+:\d+:\d+)\)?$/m.exec(stack.split('\n').slice(0, 3).join('\n')) ?? []
  return place === undefined ? undefined : strategyFault(name, `threw ${describeThrown(error)} at ${place}`)
}
