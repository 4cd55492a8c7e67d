import type { Candidate } from '../../bench/candidate.js'
import type { Trial } from '../../bench/trial.js'
import { collate } from '../../results/collate.js'
import type { Environment } from '../../results/results.js'
import { summariseScenario } from '../../results/scenario-summary.js'
import type { Scenario } from '../../scenario/scenario.js'
import { tradeOf } from './trade.js'
import type { Vary, VaryPoint } from './vary.js'

/** Points in, with what they trade for each other. */
export function collateVary(facts: Omit<Vary, 'schema' | 'trade'>): Vary {
  return { schema: 'lbbench/vary@1', ...facts, trade: tradeOf(facts.points, facts.variations) }
}

export interface Tried {
  /** As typed. */
  readonly values: readonly string[]
  readonly scenario: Scenario
  readonly candidate: Candidate
  readonly trials: readonly Trial[]
  readonly environment: Environment
}

/** The rounds of one candidate with one combination of values. */
export function varyPoint({ values, scenario, candidate, trials, environment }: Tried): VaryPoint {
  const summary = summariseScenario(scenario)
  const results = collate(trials, {
    scenario: summary,
    environment,
    candidates: [candidate],
    refused: [],
    plannedRounds: trials.length,
  })
  const { id, strategy, options, metrics, errors, incidents, scaling, rounds } = results.candidates[0]!
  return {
    ...{ values, id, strategy, options, hash: summary.hash, metrics, errors },
    ...(incidents === undefined ? {} : { incidents }),
    ...(scaling === undefined ? {} : { scaling }),
    rounds: rounds.map(({ round, seed, metrics: own, incidents: befell, scaling: scaled }) => ({
      ...{ round, seed, metrics: own },
      ...(befell === undefined ? {} : { incidents: befell }),
      ...(scaled === undefined ? {} : { scaling: scaled }),
    })),
  }
}
