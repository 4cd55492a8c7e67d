import type { Candidate } from '../bench/candidate.js'
import type { Trial } from '../bench/trial.js'
import { sharedConfidence } from '../stats/student.js'
import { balancerTotals } from './balancer-totals.js'
import { compareWithFirst } from './comparison.js'
import { distributionOf } from './distribution.js'
import { drillResult, timelineResult, withTwins } from './drill-result.js'
import { type EstimateOptions, estimates } from './estimates.js'
import { worstGuard } from './guard.js'
import { idealResult, idealRounds, overIdeal } from './ideal.js'
import { type Measurement, measure } from './measure.js'
import type { CandidateResult, Environment, Results, RoundResult, ScenarioSummary, Verdict } from './results.js'
import { scalingResult } from './scaling-result.js'
import { sift } from './set-aside.js'
import { silentBackends } from './silent-backends.js'
import { twinResult, twinRound } from './twin.js'
import { type CandidateRounds, candidateWarnings, runWarnings, worstFirst } from './warnings.js'

/** All that is known of a run beside its trials. */
export interface RunContext {
  readonly scenario: ScenarioSummary
  readonly environment: Environment
  /** In the order of the report; the first is what the others are compared with. */
  readonly candidates: readonly Candidate[]
  readonly refused: Results['refused']
  readonly stopped?: Results['stopped']
  readonly plannedRounds: number
  /** How often the data is looked at in all, each time with the choice to stop; once by default. */
  readonly looks?: number
  /** What the scenario says by itself that its numbers will lack. */
  readonly cautions?: Results['warnings']
  readonly until?: Results['until']
  readonly verdicts?: readonly Verdict[]
}

/**
 * Trials in, results out; may be called after every trial. A candidate without any trial yet is left out. Where a trial
 * was repeated, the last attempt counts, good or bad: choosing the better one would flatter. A run is complete when every
 * candidate has all its rounds, but for those that were stopped.
 */
export function collate(trials: readonly Trial[], context: RunContext): Results {
  const measurements = lastAttempts(trials).map(measure)
  const stopped = context.stopped ?? []
  const running = context.candidates.filter(({ id }) => !stopped.some(({ candidate }) => candidate === id))
  const all = running.map(candidate => measuredOf(candidate, measurements))
  const measured = all.filter(({ rounds }) => rounds.length > 0)
  const ideal = idealRounds(measurements, context.candidates)
  const looks = context.looks ?? 1
  const intervals = { confidence: sharedConfidence(looks), looks }
  const options = { level: intervals.confidence, timeoutMs: context.scenario.timeoutMs }
  const results = measured.map(one => candidateResult(one, ideal, options))
  const done = Math.min(...all.map(({ rounds, aside }) => rounds.length + aside.length), context.plannedRounds)
  return {
    schema: 'lbbench/results@1',
    scenario: context.scenario,
    environment: context.environment,
    complete: done === context.plannedRounds,
    rounds: { planned: context.plannedRounds, done },
    intervals,
    until: context.until ?? null,
    candidates: results,
    ideal: idealResult(ideal, options),
    refused: context.refused,
    stopped,
    comparisons: compareWithFirst(results, intervals),
    warnings: worstFirst([
      ...measured.flatMap(one => candidateWarnings(one.candidate.id, one, context.scenario.timeoutMs)),
      ...results.flatMap(silentBackends),
      ...(context.cautions ?? []),
      ...runWarnings(done, results, context.scenario),
    ]),
    verdicts: context.verdicts ?? [],
  }
}

function lastAttempts(trials: readonly Trial[]): Trial[] {
  const last = new Map<string, Trial>()
  for (const trial of trials) {
    const key = `${trial.round} ${trial.role} ${trial.candidate}`
    const before = last.get(key)
    if (before === undefined || trial.attempt >= before.attempt) last.set(key, trial)
  }
  return [...last.values()].sort((a, b) => a.round - b.round)
}

/** One candidate's rounds that count, those set aside, and the twins of the former, all in round order. */
interface Measured extends CandidateRounds {
  readonly candidate: Candidate
}

function measuredOf(candidate: Candidate, measurements: readonly Measurement[]): Measured {
  const own = measurements.filter(one => one.candidate === candidate.id)
  const { kept, aside } = sift(own.filter(({ role }) => role === 'candidate'))
  const twins = own.filter(({ role, round }) => role === 'twin' && !aside.some(one => one.round === round))
  return { candidate, rounds: kept, aside, twins }
}

function candidateResult(
  { candidate, rounds, aside, twins }: Measured,
  ideal: readonly Measurement[],
  options: Required<EstimateOptions>,
): CandidateResult {
  const { level } = options
  return {
    id: candidate.id,
    engine: candidate.engine,
    world: candidate.engine === 'virtual' ? 'virtual' : 'live',
    strategy: candidate.strategy,
    options: { ...candidate.options, ...(candidate.sticky && { sticky: candidate.sticky }) },
    source: candidate.source ? { file: candidate.source.label, sha256: candidate.source.sha256 } : null,
    software: rounds.at(-1)?.software ?? null,
    metrics: estimates(rounds, options),
    errors: totalErrors(rounds),
    backends: backendShares(rounds),
    guard: worstGuard(rounds.map(({ guard }) => guard).filter(guard => guard !== null)),
    twin: twinResult(rounds, twins),
    balancer: balancerTotals(rounds),
    // The ideal is that of the scenario's backends, and a target has its own.
    overIdeal: candidate.target === undefined ? overIdeal(rounds, ideal, level) : null,
    rounds: rounds.map(one => roundResult(one, twins)),
    setAside: aside.map(({ round }) => round),
    distribution: distributionOf(rounds.map(({ latency }) => latency)),
    twinDistribution: distributionOf(twins.map(({ latency }) => latency)),
    ...drillResult(rounds, level),
    ...timelineResult(rounds),
    ...scalingResult(rounds, level),
  }
}

function roundResult(measured: Measurement, twins: Measured['twins']): RoundResult {
  const { round, seed, attempt, metrics, guard, incidents, scaling } = measured
  const scaled = scaling === undefined ? {} : { scaling }
  const own = { round, seed, attempt, metrics, guard, twin: twinRound(twins, round), ...scaled }
  return incidents === undefined ? own : { ...own, incidents: withTwins(incidents, twins, round) }
}

/** Most frequent first. */
function totalErrors(rounds: readonly Measurement[]): Record<string, number> {
  const totals = new Map<string, number>()
  for (const { errors } of rounds) {
    for (const [name, count] of Object.entries(errors)) totals.set(name, (totals.get(name) ?? 0) + count)
  }
  return Object.fromEntries([...totals].sort((a, b) => b[1] - a[1]))
}

/** By name: a balancer that is not ours may have other backends than the scenario, and not the same in every round. */
function backendShares(rounds: readonly Measurement[]): CandidateResult['backends'] {
  const counts = new Map<string, number>()
  for (const { backends, perBackend } of rounds) {
    for (const [i, name] of backends.entries()) counts.set(name, (counts.get(name) ?? 0) + perBackend[i]!)
  }
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0)
  return [...counts].map(([name, requests]) => ({ name, requests, share: all === 0 ? 0 : requests / all }))
}
