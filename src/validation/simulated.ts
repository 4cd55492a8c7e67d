import { idealStrategy } from '../bench/candidate.js'
import type { Tally } from '../bench/tally.js'
import type { Scenario } from '../scenario/scenario.js'
import { findStrategy } from '../strategies/index.js'
import { parseOptions } from '../strategies/options.js'
import type { Observer } from '../virtual/observer.js'
import { simulate } from '../virtual/simulate.js'

export interface Simulated {
  readonly scenario: Scenario
  /** `rr`, `p2c?choices=3`, ..., `ideal`. */
  readonly strategy: string
  readonly seed: number
  readonly observers?: readonly Observer[]
}

/** One trial in virtual time. */
export function simulated({ strategy, ...trial }: Simulated): Tally {
  if (strategy === idealStrategy) return simulate({ ...trial, strategy, options: {} })
  const [name, options = ''] = strategy.split('?') as [string, string?]
  const found = findStrategy(name)
  return simulate({ ...trial, strategy: found.name, options: parseOptions(found, options) })
}
