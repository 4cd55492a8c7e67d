import { formatMetric } from '../results/format-metric.js'
import { atLeastOf, longestOf, type MetricKey } from '../results/metric-key.js'
import type { CandidateResult, Judgement, Results } from '../results/results.js'
import type { EarlierRuns } from './baseline/earlier-runs.js'
import type { Cell } from './claims.js'
import type { Operator } from './gate.js'
import type { AtLeast } from './measured.js'

/** Of what a cell is about; undefined where every round saw the end. */
export function atLeastIn(
  { left, limit }: Cell,
  results: Results,
  baseline: EarlierRuns | undefined,
): AtLeast | undefined {
  const find = (run: Results, id: string | null) => run.candidates.filter(one => one.id === id)
  const own = find(results, left.candidate)
  const longest = longestOf(own[0]?.rounds ?? [], left.metric)
  const sides = {
    left: open(own, left.metric),
    right: 0,
    rounds: own[0]?.rounds.length ?? 0,
    looked: longest === undefined ? undefined : formatMetric(left.metric, longest),
  }
  if (limit.kind === 'number') return known(sides)
  const { candidate, metric } = limit.of
  if (limit.run === 'this') return known({ ...sides, right: open(find(results, candidate), metric) })
  const runs = baseline?.runs ?? []
  const right = open(
    runs.flatMap(run => find(run, candidate)),
    metric,
  )
  // A control stands on both sides, so that nobody knows which way it bends them.
  const controls = [results, ...runs].flatMap(run => find(run, baseline?.control ?? null))
  const bent = own[0]?.world === 'live' ? open(controls, metric) : 0
  return known({ ...sides, left: sides.left + bent, right: right + bent })
}

const open = (candidates: readonly CandidateResult[], metric: MetricKey): number =>
  candidates.reduce((sum, { rounds }) => sum + atLeastOf(rounds, metric), 0)

const known = (sides: AtLeast): AtLeast | undefined => (sides.left + sides.right === 0 ? undefined : sides)

/**
 * What a judgement is worth where a side may be larger than what stands for it. What only gets worse by it stays a failure, and
 * what only gets better a pass. What may get worse never passes, and fails where most rounds saw no end.
 */
export function judgedAtLeast(judgement: Judgement, operator: Operator, { left, right, rounds }: AtLeast): Judgement {
  const [worse, better] = operator.startsWith('<') ? [left, right] : [right, left]
  if (better > 0 && worse > 0) return 'inconclusive'
  if (better > 0) return judgement === 'fail' ? 'inconclusive' : judgement
  if (2 * worse > rounds) return 'fail'
  return judgement === 'pass' ? 'inconclusive' : judgement
}

/** For the end of a reason. */
export function atLeastNote(sides: AtLeast): string {
  const { left, right, rounds, looked } = sides
  if (looked !== undefined && right === 0) return `; ${notSeen(sides)}`
  const whose = left > 0 && right > 0 ? ' of one side or the other' : right > 0 ? ' of what it is held against' : ''
  return `; the end${whose} was not seen${times(Math.min(Math.max(left, right), rounds), rounds)}: it takes longer than that`
}

/** "not seen to end within 5000 ms, all that was looked at, in 4 of 4 rounds". */
export function notSeen({ left, rounds, looked }: AtLeast): string {
  return `not seen to end within ${looked}, all that was looked at${rounds === 1 ? '' : ','}${times(Math.min(left, rounds), rounds)}`
}

const times = (some: number, rounds: number): string => (rounds === 1 ? '' : ` in ${some} of ${rounds} rounds`)
