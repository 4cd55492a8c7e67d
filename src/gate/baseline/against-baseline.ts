import { differencesOf } from '../../baseline/machine-key.js'
import type { Finding, Side } from '../measured.js'
import { byItself } from './by-itself.js'
import {
  type BaselineLimit,
  distrusted,
  incomparable,
  invalid,
  otherWorld,
  type Pair,
  type Runs,
} from './earlier-runs.js'
import { exactly } from './exactly.js'
import { controlOf, inRelation } from './in-relation.js'

/**
 * A candidate against what a baseline knows of it. In virtual time by value, exactly. Live by its relation to the control of the
 * same run: two runs differ by what the machine did that day, and the control tells how much. Without a control by its
 * value, on the same machine only, and with the spread that runs have.
 */
export function againstBaseline(own: Side, limit: BaselineLimit, runs: Runs): Finding {
  const refusal = incomparable(runs)
  if (refusal !== undefined) return invalid(refusal)
  const earlier = runs.baseline!.runs.map(run => run.candidates.find(({ id }) => id === limit.of.candidate))
  const before = earlier.filter(one => one !== undefined)
  if (before.length < earlier.length || before.length === 0)
    return invalid(`the baseline has no candidate ${limit.of.candidate}`)
  const doubt = otherWorld(before.at(-1)!, own.candidate) ?? distrusted(runs.baseline!, limit.of.candidate)
  if (doubt !== undefined) return invalid(doubt)
  const pair = { own, before, metric: limit.of.metric, limit }
  return own.candidate.world === 'virtual' ? exactly(pair) : live(pair, runs)
}

function live(pair: Pair, { results, baseline }: Runs): Finding {
  const { own, limit } = pair
  const { control, runs } = baseline!
  const changes = differencesOf(runs.at(-1)!.environment, results.environment)
  const elsewhere = changes.length === 0 ? '' : `; another machine or version (${changes.join(', ')})`
  const held = control !== null && control !== own.candidate.id && control !== limit.of.candidate
  const steady = held ? controlOf(results, baseline!, control) : undefined
  if (steady !== undefined) return inRelation(pair, steady, elsewhere)
  if (changes.length > 0)
    return invalid(
      `the baseline is of another machine or version (${changes.join(', ')}), where only relations to a control of the same run hold: save it with a --control that both runs have, or compare head to head with --against`,
    )
  return byItself(pair)
}
