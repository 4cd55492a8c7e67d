import type { MetricKey } from '../../results/metric-key.js'
import type { CandidateResult, Results } from '../../results/results.js'
import type { CellLimit } from '../claims.js'
import type { Settled, Side } from '../measured.js'
import { distrust, unfinished } from '../trust.js'

/** What gates on "baseline" are held against. */
export interface EarlierRuns {
  /** The candidate whose own change counts as the machine's; null where there is none. */
  readonly control: string | null
  /** One at least, of one scenario and one machine; the newest last. */
  readonly runs: readonly Results[]
}

export interface Runs {
  readonly results: Results
  readonly baseline: EarlierRuns | undefined
}

export type BaselineLimit = CellLimit & { kind: 'reference' }

/** A candidate, now and in each earlier run. */
export interface Pair {
  readonly own: Side
  readonly before: readonly CandidateResult[]
  readonly metric: MetricKey
  readonly limit: BaselineLimit
}

/** Why these runs cannot be held against each other; undefined where they can. */
export function incomparable({ results, baseline }: Runs): string | undefined {
  if (baseline === undefined) return 'there is no baseline to hold it against: give --baseline'
  for (const run of baseline.runs) {
    const early = unfinished(run)
    if (early !== undefined) return `in the baseline, ${early}`
    if (run.scenario.hash === results.scenario.hash) continue
    const [then, now] = [run, results].map(({ scenario }) => `${scenario.name}, ${scenario.hash.slice(0, 12)}`)
    return `the baseline is of another scenario or another version of it (${then}) than these results (${now})`
  }
  return undefined
}

/** Live numbers hold what harness, proxy and machine add, virtual ones do not. */
export function otherWorld(before: CandidateResult, after: CandidateResult): string | undefined {
  if (before.world === after.world) return undefined
  const word = { live: 'measured live', virtual: 'run in virtual time' }
  return `${after.id} was ${word[after.world]} here and ${word[before.world]} in the baseline: the difference would be the worlds', not the candidate's`
}

/** Why a candidate of the baseline is not to be trusted. */
export function distrusted({ runs }: EarlierRuns, candidate: string): string | undefined {
  const reason = runs.map(run => distrust(run, candidate)).find(one => one !== undefined)
  return reason && `in the baseline, ${reason}`
}

/** A gate that cannot be judged. */
export const invalid = (reason: string): Settled => ({ judgement: 'invalid', reason })
