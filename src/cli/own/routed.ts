import { type Route, route } from '../../balancer/route/route.js'
import { LbbenchError } from '../../errors.js'
import { askThread } from '../../own/ask-thread.js'
import { inspectStrategy } from '../../own/inspect-strategy.js'
import { findStrategy } from '../../strategies/index.js'
import { parseOptions } from '../../strategies/options.js'
import { isStrategyFile } from '../../strategies/source.js'
import type { Io } from '../io.js'
import type { RouteAsked } from '../route/print-route.js'
import type { RouteQuestion } from './route-thread.js'

/** Where requests went, and by whom. */
interface Routed {
  readonly asked: RouteAsked
  readonly route: Route
}

/**
 * Where one of our strategies, or the user's in a thread of its own, sends requests.
 * @param text strategy or path, with its options: "p2c?choices=3"
 */
export async function routed(text: string, rest: RouteQuestion['rest'], io: Io): Promise<Routed> {
  const [, name = '', optionText = ''] = /^([^?]*)(?:\?(.*))?$/s.exec(text)!
  if (!isStrategyFile(name)) {
    checkOne(name)
    const strategy = findStrategy(name)
    const asked = { ...rest, strategy, options: parseOptions(strategy, optionText) }
    return { asked, route: route(asked) }
  }
  const { strategy, source } = await inspectStrategy(name, io.cwd, io.signal)
  const options = parseOptions(strategy, optionText)
  const question: RouteQuestion = { source, rest, options }
  const sent = await askThread<Route, RouteQuestion>({
    module: 'cli/own/route-thread.js',
    question,
    source,
    signal: io.signal,
  })
  return { asked: { ...rest, strategy, options }, route: sent }
}

/** What a list of candidates may hold beside strategies has no place here, and says so. */
function checkOne(name: string): void {
  if (name.includes(','))
    throw new LbbenchError('USAGE', `route takes one strategy, not "${name}"`, 'ask for one after the other')
  if (name.includes(':'))
    throw new LbbenchError('USAGE', `route has no engines: write the strategy alone, not "${name}"`)
  if (name === 'ideal')
    throw new LbbenchError(
      'USAGE',
      'route cannot show "ideal": it is one queue, not a strategy',
      'name one, such as lc',
    )
}
