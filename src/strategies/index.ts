import { LbbenchError } from '../errors.js'
import { didYouMean } from '../nearest.js'
import { chash } from './chash.js'
import { ewma } from './ewma.js'
import { iphash } from './iphash.js'
import { lc } from './lc.js'
import { p2c } from './p2c.js'
import { random } from './random.js'
import { rr } from './rr.js'
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
