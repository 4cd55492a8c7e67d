import { type RouteOptions, route } from '../../balancer/route/route.js'
import { answerThread } from '../../own/ask-thread.js'
import { strategyOf } from '../../own/strategy-of.js'
import type { StrategySource } from '../../strategies/source.js'
import type { Options } from '../../strategies/strategy.js'

/** All that `route` wants, but for a strategy that is yet to be loaded. */
export interface RouteQuestion {
  readonly source: StrategySource
  readonly options: Options
  readonly rest: Omit<RouteOptions, 'strategy' | 'options'>
}

/** Main of the thread in which a user's strategy routes. */
answerThread(async ({ source, options, rest }: RouteQuestion, beat) =>
  route({ ...rest, options, strategy: await strategyOf(source, beat) }),
)
