import type { Baseline, DecisionLog } from '../../../baseline/baseline.js'
import { decisionVerdicts } from '../../../baseline/decision-verdicts.js'
import { type DecidingPair, pairDecisions } from '../../../baseline/pair-decisions.js'
import type { TrialPlan } from '../../../bench/engine.js'
import type { RunPlan } from '../../../bench/plan.js'
import type { Trial } from '../../../bench/trial.js'
import { clientAddress } from '../../../model/clients.js'
import { drawWorkload, type Workload } from '../../../model/workload.js'
import type { Results, Verdict } from '../../../results/results.js'
import type { Scenario } from '../../../scenario/scenario.js'

/**
 * How many decisions a run keeps, over all its trials. Packed they are half a byte to a byte each, as base64 a third more: a
 * baseline of a million has about a megabyte, which a repository can hold. Of longer trials there is the digest.
 */
const mostKept = 1_000_000

/** What candidates in virtual time decide in a run. */
export interface KeptDecisions {
  /** How many decisions of a trial to keep; undefined where nobody asks for any. */
  mostOf(plan: TrialPlan): number | undefined
  add(trial: Trial): void
  /** In the order of candidates and rounds. */
  logs(): readonly DecisionLog[]
}

/** Of the candidates of a plan; a twin or an ideal is no candidate. */
export function keepDecisions({ trials, candidates }: RunPlan): KeptDecisions {
  const virtual = trials.filter(({ candidate }) => candidate.engine === 'virtual')
  const most = Math.floor(mostKept / Math.max(1, virtual.length))
  const kept: DecisionLog[] = []
  const place = ({ candidate }: DecisionLog): number => candidates.findIndex(({ id }) => id === candidate)
  return {
    mostOf: ({ role }) => (role === 'candidate' ? most : undefined),
    add({ role, candidate, round, seed, decisions }) {
      if (role === 'candidate' && decisions !== undefined) kept.push({ candidate, round, seed, ...decisions })
    },
    logs: () => kept.toSorted((a, b) => place(a) - place(b) || a.round - b.round),
  }
}

/** What a run is held against, where it is. */
export interface HeldAgainst {
  readonly baseline: Baseline | undefined
  readonly decidingPairs: readonly DecidingPair[]
  readonly allowChangedDecisions: boolean
  readonly scenario: Scenario
}

/** Whether candidates in virtual time decide as in the baseline, where there is one, and where versions of one strategy part. */
export function changedDecisions(
  results: Results,
  decisions: readonly DecisionLog[],
  { baseline, decidingPairs, allowChangedDecisions, scenario }: HeldAgainst,
): Verdict[] {
  const requestText = requestsOf(scenario)
  const asBefore =
    baseline && decisionVerdicts({ results, decisions, baseline, requestText, allowed: allowChangedDecisions })
  return [...(asBefore ?? []), ...pairDecisions({ results, decisions, pairs: decidingPairs, requestText })]
}

/** "due 1.234 s, client 10.0.0.7": drawn once more, as nobody keeps the requests of virtual time. */
function requestsOf({ traffic, run }: Scenario): (seed: number, row: number) => string | undefined {
  const { warmupMs, durationMs } = run
  const drawn = new Map<number, Workload>()
  return (seed, row) => {
    const workload = drawn.get(seed) ?? drawWorkload({ traffic, warmupMs, durationMs, seed })
    drawn.set(seed, workload)
    if (row >= workload.size) return undefined
    const client = `client ${clientAddress(workload.client[row]!)}`
    const dueMs = workload.dueMs[row]!
    // In a closed loop a request is due once its connection is free: that depends on the candidate.
    if (traffic.load.kind === 'closed') return client
    return `due ${(dueMs / 1000).toFixed(3)} s${dueMs < 0 ? ', in the warm-up' : ''}, ${client}`
  }
}
