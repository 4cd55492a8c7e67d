import { metricNames, type Results, type RoundResult } from '../results/results.js'
import { facing, type Pair } from './pair.js'

/** Whether all rounds that both have, which are all of the shorter run, agree to the last bit in all they tell of a candidate. */
export function sameNumbers(pair: Pair): boolean {
  const { before, after, paired } = facing(pair)
  return paired && before.every((round, i) => sameRound(round, after[i]!))
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
