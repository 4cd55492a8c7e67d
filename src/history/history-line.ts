import { distrust } from '../gate/trust.js'
import type { Environment, Judgement, MetricName, Results, Verdict } from '../results/results.js'
import { metricNames } from '../results/results.js'

/** One run in a history file: a line of JSON. */
export interface HistoryLine {
  readonly schema: 'lbbench/history@1'
  /** When the run started, ISO 8601. */
  readonly at: string
  /** What was checked out where the line was written; null outside of a git repository. */
  readonly commit: string | null
  /** Whether files of the checkout differed from it; null without one. */
  readonly dirty: boolean | null
  readonly scenario: {
    readonly name: string
    /** As in results: runs with another hash had another load, or other backends. */
    readonly hash: string
    readonly seed: number
    readonly rounds: number
  }
  readonly machine: Machine
  /** By candidate; what cannot be told is left out. */
  readonly candidates: Readonly<Record<string, Readonly<Partial<Record<MetricName, number>>>>>
  /** Candidates in virtual time, which is exact. */
  readonly virtual: readonly string[]
  /** Candidates that were not measured properly: their values stand here, but prove nothing. */
  readonly distrusted: readonly string[]
  /** How many gates came to which end. */
  readonly judgements: Readonly<Record<Judgement, number>>
}

/** What a latency depends on besides the scenario. */
export type Machine = Pick<Environment, 'cpu' | 'cores' | 'os' | 'node' | 'lbbench' | 'autocannon'>

/** What was checked out, and whether it was as committed. */
export type Revision = Pick<HistoryLine, 'commit' | 'dirty'>

/** A run as a line of history. @param verdicts those of the run, or of a later judgement on it */
export function historyLine(results: Results, verdicts: readonly Verdict[], revision: Revision): HistoryLine {
  const { scenario, environment, rounds, candidates } = results
  const { cpu, cores, os, node, lbbench, autocannon } = environment
  const ids = candidates.map(({ id }) => id)
  return {
    schema: 'lbbench/history@1',
    at: environment.startedAt,
    ...revision,
    scenario: { name: scenario.name, hash: scenario.hash, seed: scenario.seed, rounds: rounds.done },
    machine: { cpu, cores, os, node, lbbench, autocannon },
    candidates: Object.fromEntries(candidates.map(({ id, metrics }) => [id, valuesOf(metrics)])),
    virtual: candidates.filter(({ world }) => world === 'virtual').map(({ id }) => id),
    distrusted: ids.filter(id => distrust(results, id) !== undefined),
    judgements: counted(verdicts),
  }
}

function valuesOf(metrics: Results['candidates'][number]['metrics']): Partial<Record<MetricName, number>> {
  const known = metricNames.flatMap(name => (metrics[name] === null ? [] : [[name, metrics[name].value] as const]))
  return Object.fromEntries(known)
}

function counted(verdicts: readonly Verdict[]): Record<Judgement, number> {
  const counts = { pass: 0, fail: 0, inconclusive: 0, invalid: 0 }
  for (const { judgement } of verdicts) counts[judgement]++
  return counts
}
