import { LbbenchError } from '../errors.js'
import { distrust } from '../gate/trust.js'
import type { CandidateResult, Results } from '../results/results.js'
import { sameSettings } from './differences.js'
import type { Partners } from './partners.js'

/** A candidate of both results whose own change counts as the machine's. */
export interface Control {
  readonly before: CandidateResult
  readonly after: CandidateResult
}

/** What there is to choose from. */
export interface Choice {
  readonly before: Results
  readonly after: Results
  readonly pairs: Partners['pairs']
  /** An id of the first results, or "none"; undefined where nobody said. */
  readonly said: string | undefined
}

/**
 * The control: as said, else the first live candidate that was measured properly in both and is the same thing in both. Nobody where
 * there is no other live candidate to be held against it, nor, unless somebody says so, where the scenarios differ: then a
 * change is not the machine's alone.
 * @throws LbbenchError UNKNOWN_NAME, USAGE
 */
export function chooseControl({ before, after, pairs, said }: Choice): Control | undefined {
  if (said === 'none') return undefined
  const live = pairs.filter(pair => pair.before.world === 'live' && pair.after.world === 'live')
  if (said !== undefined) return named(said, pairs, live)
  if (live.length < 2 || before.scenario.hash !== after.scenario.hash) return undefined
  const trusted = live.filter(pair => !distrust(before, pair.before.id) && !distrust(after, pair.after.id))
  return trusted.find(pair => sameSettings(pair.before, pair.after))
}

function named(id: string, pairs: Partners['pairs'], live: Partners['pairs']): Control {
  const found = live.find(pair => pair.before.id === id)
  if (found !== undefined) return found
  if (pairs.some(pair => pair.before.id === id))
    throw new LbbenchError(
      'USAGE',
      `the control ${id} runs in virtual time, which tells nothing of a machine`,
      'name a candidate that is live in both, or "none"',
    )
  throw new LbbenchError(
    'UNKNOWN_NAME',
    `--control: no candidate "${id}" in both results`,
    `there is ${live.map(pair => pair.before.id).join(', ') || 'none that is live in both'}`,
  )
}
