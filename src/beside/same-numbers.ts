import { metricNames, type Results, type RoundResult } from '../results/results.js'
import type { Pair } from './pair.js'

/** Whether all rounds of both agree to the last bit in all they tell of a candidate, on the same seeds. */
export function sameNumbers({ before, after }: Pair): boolean {
  const bySeed = new Map(after.rounds.map(round => [round.seed, round]))
  return (
    before.rounds.length === after.rounds.length &&
    before.rounds.every(round => {
      const other = bySeed.get(round.seed)
      return other !== undefined && sameRound(round, other)
    })
  )
}

function sameRound(a: RoundResult, b: RoundResult): boolean {
  const parts = ({ incidents = [], scaling }: RoundResult): string =>
    JSON.stringify([incidents.map(({ incident, metrics }) => [incident, metrics]), scaling ?? null])
  return metricNames.every(name => a.metrics[name] === b.metrics[name]) && parts(a) === parts(b)
}

/** Whether both, which hold the same numbers, are one run read twice: a run is known by when it began. */
export function sameRun(before: Results, after: Results): boolean {
  return before.environment.startedAt === after.environment.startedAt
}
