import { meanRatePerSecond } from '../model/arrivals.js'
import { derivedSeed, type Random, randomStream } from '../model/random.js'
import type { Scenario } from '../scenario/scenario.js'
import type { Candidate } from './candidate.js'

/** All trials of a run in the order in which they will be run: round by round, each round in its own shuffled order. */
export interface RunPlan {
  readonly scenario: Scenario
  readonly candidates: readonly Candidate[]
  readonly trials: readonly PlannedTrial[]
  /** After how many rounds the run may end, ascending; the last one is all of them. */
  readonly looks: readonly number[]
  /** Wall time the live trials should take, ms, if none has to be repeated. */
  readonly expectedMs: number
}

export interface PlannedTrial {
  readonly candidate: Candidate
  /** From 0. */
  readonly round: number
  /** Place in its round, from 0. */
  readonly position: number
  /** Of the round's workload: all candidates of a round meet identical requests. */
  readonly seed: number
}

/** Starting three programs, warming them, draining and stopping them: 0.45 s on two quiet cores. */
const overheadPerTrialMs = 500

/**
 * Rounds of a live run that is judged against other code, where the user says nothing: two candidates on `steady` take 170 s, below
 * three minutes, and of what rounds usually vary by (5 %), a p99 that grew by 20 % fails a limit of 10 % in nine of ten runs
 * and more (docs/gate-proof.md).
 */
export const gatingRounds = 16

/**
 * Lays out the run; the same scenario, candidates and seed give the same plan.
 * @param looks after which rounds it may end early, and all of them at last
 */
export function planRun(
  scenario: Scenario,
  candidates: readonly Candidate[],
  looks: readonly number[] = [scenario.run.rounds],
): RunPlan {
  const { rounds, seed, durationMs, warmupMs } = scenario.run
  const order = randomStream(seed, 'order')
  const trials = Array.from({ length: rounds }, (_, round) =>
    shuffled(candidates, order).map((candidate, position) => ({
      candidate,
      round,
      position,
      seed: roundSeed(seed, round),
    })),
  ).flat()
  const live = trials.filter(({ candidate }) => candidate.engine !== 'virtual')
  return { scenario, candidates, trials, looks, expectedMs: live.length * (warmupMs + durationMs + overheadPerTrialMs) }
}

/** Seed of a round's workload. @param seed of the run */
export function roundSeed(seed: number, round: number): number {
  return derivedSeed(seed, `round ${round}`)
}

/** Whether a round has so many requests that another one would tell little more, and keep the user waiting. */
export function hasHugeRounds({ traffic, run }: Scenario): boolean {
  const { load, surges } = traffic
  return (
    load.kind === 'open' && (meanRatePerSecond({ load, surges }, run.durationMs) * run.durationMs) / 1000 > 2_000_000
  )
}

/** Fisher-Yates. */
function shuffled<T>(items: readonly T[], random: Random): T[] {
  const result = [...items]
  for (let i = result.length - 1; i > 0; i--) {
    const j = random.below(i + 1)
    ;[result[i], result[j]] = [result[j]!, result[i]!]
  }
  return result
}
