import { LbbenchError } from '../errors.js'
import { plainSticky, type StickyWay, stickyWays } from '../model/sticky.js'
import { didYouMean } from '../nearest.js'
import type { Scenario } from '../scenario/scenario.js'
import type { Options, Strategy } from '../strategies/strategy.js'

/** Stickiness as a candidate says it, `rr?sticky=cookie`: a way, or none whatever the scenario says. */
export type CandidateSticky = StickyWay | 'none'

const values: readonly CandidateSticky[] = [...stickyWays, 'none']

/**
 * Takes `sticky=` out of what stands behind the "?" of a candidate, unless it is an option of the strategy's own.
 * @throws LbbenchError USAGE where it is none of the ways, or is given twice
 */
export function takeSticky(
  { options }: Pick<Strategy, 'options'>,
  text: string,
): { readonly sticky?: CandidateSticky; readonly rest: string } {
  if (options !== undefined && Object.hasOwn(options, 'sticky')) return { rest: text }
  const parts = text.split('&')
  const [given, twice] = parts.filter(part => part === 'sticky' || part.startsWith('sticky='))
  if (given === undefined) return { rest: text }
  if (twice !== undefined) throw new LbbenchError('USAGE', 'option "sticky" is given twice', 'leave one of them out')
  return { sticky: wayOf(given.slice('sticky='.length)), rest: parts.filter(part => part !== given).join('&') }
}

/**
 * A product that brings its own stickiness along cannot have another.
 * @throws LbbenchError USAGE
 */
export function checkSticky({ name, around }: Pick<Strategy, 'name' | 'around'>, options: Options): void {
  const own = around?.(options) ?? {}
  if (!('sticky' in own)) return
  throw new LbbenchError('USAGE', `${name} decides on stickiness itself, as the product does: leave "sticky" out`)
}

/** The scenario as this candidate meets it: its own stickiness in place of the scenario's, all else as it stands. */
export function scenarioFor(scenario: Scenario, { sticky }: { readonly sticky?: CandidateSticky }): Scenario {
  if (sticky === undefined) return scenario
  const { balancer } = scenario
  const spec = sticky === 'none' ? undefined : { ...(balancer.sticky ?? plainSticky(sticky)), by: sticky }
  return { ...scenario, balancer: { ...balancer, sticky: spec } }
}

function wayOf(text: string): CandidateSticky {
  const known = values.find(value => value === text)
  if (known !== undefined) return known
  const guess = didYouMean(text, values)
  throw new LbbenchError('USAGE', `option "sticky" must be one of ${values.join(', ')}, not "${text}"${guess}`)
}
