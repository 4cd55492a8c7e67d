import type { Random } from '../../model/random.js'
import { parseOptions } from '../options.js'
import type { Chooser, Pool, Services, Strategy } from '../strategy.js'

/** An inner strategy at work with its default options, but for those given. */
export function startInner(strategy: Strategy, { pool, chance, services, options = {} }: InnerStart): Chooser {
  return strategy.start(pool, { ...parseOptions(strategy, ''), ...options }, chance, services)
}

export interface InnerStart {
  readonly pool: Pool
  readonly chance: Random
  readonly services: Services
  readonly options?: Readonly<Record<string, number | string | boolean>>
}
