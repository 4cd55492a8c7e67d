import type { Candidate } from '../../bench/candidate.js'
import { gatingRounds, hasHugeRounds } from '../../bench/plan.js'
import type { Scenario } from '../../scenario/scenario.js'
import { virtualEngine } from '../../virtual/virtual-engine.js'
import type { Args } from '../command.js'

/** How often every candidate runs, and why, where that is not what the scenario says. */
export interface Rounds {
  readonly rounds: number
  readonly note: string | undefined
}

/** The scenario's (or those of --rounds), unless what is asked for wants others and nobody said how many. */
export function roundsOf(args: Args, scenario: Scenario, candidates: readonly Candidate[]): Rounds {
  const { rounds } = scenario.run
  if (args.rounds !== undefined || args.until !== undefined) return { rounds, note: undefined }
  const virtual = candidates.every(({ engine }) => engine === virtualEngine.name)
  const enlarged = ['rate', 'load', 'duration', 'backends'].some(name => args[name] !== undefined)
  if (virtual && enlarged && rounds > 1 && hasHugeRounds(scenario))
    return {
      rounds: 1,
      // Rounds are there against the noise of a machine; who makes it huge in virtual time wants to see something soon.
      note: `1 instead of the scenario's ${rounds}: it has millions of requests; --rounds ${rounds} runs them all`,
    }
  const judged = ['against', 'baseline'].find(name => args[name] !== undefined)
  if (judged === undefined || rounds >= gatingRounds) return { rounds, note: undefined }
  // A baseline is compared exactly in virtual time, round by round; head to head the rounds are a sample there, too, and cost little.
  if (virtual && (judged === 'baseline' || hasHugeRounds(scenario))) return { rounds, note: undefined }
  return {
    rounds: gatingRounds,
    note: `${gatingRounds} instead of the scenario's ${rounds}, so that --${judged} can tell; --rounds ${rounds} runs fewer`,
  }
}
