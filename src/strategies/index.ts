import { LbbenchError } from '../errors.js'
import { didYouMean } from '../nearest.js'
import { chash } from './hash/chash.js'
import { iphash } from './hash/iphash.js'
import { ewma } from './latency/ewma.js'
import { lc } from './load/lc.js'
import { p2c } from './load/p2c.js'
import { random } from './random/random.js'
import { rr } from './rotation/rr.js'
import type { Strategy } from './strategy.js'

/** Every strategy lbbench ships, in the order lists show them. */
export const strategies: readonly Strategy[] = [rr, random, lc, p2c, ewma, iphash, chash]

/**
 * The strategy of that name or alias, in upper or lower case.
 * @throws LbbenchError UNKNOWN_NAME, naming the nearest
 */
export function findStrategy(nameOrAlias: string): Strategy {
  const wanted = nameOrAlias.toLowerCase()
  const found = strategies.find(strategy => namesOf(strategy).includes(wanted))
  if (found) return found
  const guess = didYouMean(wanted, strategies.flatMap(namesOf))
  const hint = `strategies: ${strategies.map(strategy => strategy.name).join(', ')}`
  throw new LbbenchError('UNKNOWN_NAME', `unknown strategy "${nameOrAlias}"${guess}`, hint)
}

function namesOf(strategy: Strategy): readonly string[] {
  return [strategy.name, ...(strategy.aliases ?? [])]
}
