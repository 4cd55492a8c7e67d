import type { ScalingMetrics } from '../autoscale/scaling-metrics.js'
import type { DrillValues } from '../drill/drill-metrics.js'
import type { BalancerStats } from '../model/balancer-stats.js'
import type { Distribution } from './distribution.js'
import type { Environment } from './environment.js'
import type { Estimate } from './estimate.js'
import type { Guard } from './guard.js'
import type { IncidentResult, Timeline } from './incident-result.js'
import type { PartMetricName } from './metric-key.js'
import type { MetricName } from './metric-name.js'
import type { ScalingResult } from './scaling-result.js'
import type { UntilResult } from './until-result.js'

export type { Distribution } from './distribution.js'
export type { Environment } from './environment.js'
export type { Estimate } from './estimate.js'
export type { Guard } from './guard.js'
export type { BackendTimeline, IncidentResult, Timeline } from './incident-result.js'
export { type MetricName, metricNames, sessionMetricNames } from './metric-name.js'
export type { UntilResult } from './until-result.js'

export type BalancerTotals = Readonly<BalancerStats>

/** `results.json`. Versioned; every key here is public. */
export interface Results {
  readonly schema: 'lbbench/results@1'
  readonly scenario: ScenarioSummary
  /** The exact command to repeat this, where and when it ran: all that differs between two runs in virtual time. */
  readonly environment: Environment
  /** True once every planned trial ended. */
  readonly complete: boolean
  readonly rounds: { readonly planned: number; readonly done: number }
  /** Confidence of the intervals of all metrics and comparisons: 0.95, less where several looks at the data share the 5 %. */
  readonly intervals: { readonly confidence: number; readonly looks: number }
  /** How a run of adaptive length went; null where its rounds were given. */
  readonly until: UntilResult | null
  readonly candidates: readonly CandidateResult[]
  /** One central queue before all workers, on the same requests: what there is to win at all. Null where it was not run. */
  readonly ideal: IdealResult | null
  /** Candidates an engine refused, and why. */
  readonly refused: readonly { readonly candidate: string; readonly reason: string }[]
  /** Candidates whose strategy did what it must not, or whose balancer failed; they have no results, whatever rounds were done. */
  readonly stopped: readonly Stopped[]
  /** Paired comparisons of every candidate with the first one. */
  readonly comparisons: readonly Comparison[]
  readonly warnings: readonly Warning[]
  readonly verdicts: readonly Verdict[]
}

export interface Stopped {
  readonly candidate: string
  /** From 0. */
  readonly round: number
  /** One sentence, e.g. `strategy ./x.ts threw "boom" in pick at ./x.ts:12:5 (request 57, 1.2 s after the first)`. */
  readonly reason: string
}

/** Where a strategy that is not one of ours came from. */
export interface OwnSource {
  /** As on the command line. */
  readonly file: string
  /** Of its content, hex: a run on changed code is told apart. */
  readonly sha256: string
}

export interface ScenarioSummary {
  readonly name: string
  readonly description: string
  readonly seed: number
  readonly durationMs: number
  readonly warmupMs: number
  readonly load: string
  /** What serves where backends are real, e.g. "gunicorn 20.1.0 sync"; null where they are simulated. */
  readonly served: string | null
  /** What the balancer does besides choosing, where it is not nginx's default; '' where it is. */
  readonly balancer: string
  /** Clients give up after so long; null in files from before it was told. */
  readonly timeoutMs: number | null
  /** A good answer that takes longer hurts its client; null where the scenario says none. */
  readonly objectiveMs: number | null
  /** Planned rate over what the backends can serve; null in a closed loop, and where it cannot be told. */
  readonly offeredLoad: number | null
  readonly backends: readonly { readonly name: string; readonly weight: number; readonly summary: string }[]
  /** SHA-256 over the complete scenario, hex. */
  readonly hash: string
}

export interface CandidateResult {
  readonly id: string
  readonly engine: string
  /** Real processes and sockets, or virtual time: exact, without noise of its own. */
  readonly world: 'live' | 'virtual'
  readonly strategy: string
  readonly options: Readonly<Record<string, number | string | boolean>>
  /** Null for the strategies that come with lbbench. */
  readonly source: OwnSource | null
  /** The balancer that chose, where it is not ours: its version, and the text it was configured with in the last round. */
  readonly software: { readonly name: string; readonly version: string; readonly configuration: string } | null
  /** A metric that cannot be told (p99.9 of 200 requests) is null, never a guess. */
  readonly metrics: Readonly<Record<MetricName, Estimate | null>>
  /** Requests of all rounds together that ended in each kind of error; HTTP errors by status, e.g. "http 503". */
  readonly errors: Readonly<Record<string, number>>
  readonly backends: readonly { readonly name: string; readonly requests: number; readonly share: number }[]
  /** Null in virtual time, where nothing gets in the way. */
  readonly guard: Guard | null
  /** The same candidate in virtual time, on the same requests; null for a virtual candidate, and where it was not run. */
  readonly twin: TwinResult | null
  /** What the balancer counted besides what requests tell, all rounds together; null where it is not ours. */
  readonly balancer: BalancerTotals | null
  /** This candidate over `ideal`, paired by round; null where either cannot tell. */
  readonly overIdeal: { readonly p99Ms: Estimate | null; readonly meanMs: Estimate | null } | null
  /** Per round, in round order, for re-analysis: the raw metric values. */
  readonly rounds: readonly RoundResult[]
  /** Rounds, from 0, in which other programs spoiled the measurement: in nothing above. */
  readonly setAside: readonly number[]
  /** Latency at each share of the requests; null where too few can tell. */
  readonly distribution: Distribution | null
  /** Likewise of its twin; null where none was run. */
  readonly twinDistribution: Distribution | null
  /** What each incident of the scenario did; absent where there are none. In order of time. */
  readonly incidents?: readonly IncidentResult[]
  /** How it went over time, all rounds together; absent where nobody looked. */
  readonly timeline?: Timeline
  /** What autoscaling came to; absent where the fleet is not scaled. */
  readonly scaling?: ScalingResult
}

export interface RoundResult {
  readonly round: number
  readonly seed: number
  readonly attempt: number
  readonly metrics: Readonly<Record<MetricName, number | null>>
  readonly guard: Guard | null
  readonly twin: Readonly<Record<TwinMetric, number | null>> | null
  /** What each incident did in this round, and of a live candidate what virtual time says of it; absent where there are none. */
  readonly incidents?: readonly (DrillValues & { readonly twin: DrillValues['metrics'] | null })[]
  /** Absent where the fleet is not scaled. */
  readonly scaling?: ScalingMetrics
}

/** What live results are held against their twin by. */
export const twinMetrics = ['p50Ms', 'p99Ms', 'meanMs'] as const
export type TwinMetric = (typeof twinMetrics)[number]

/** A null metric: one of both cannot tell it. */
export type TwinResult = Readonly<Record<TwinMetric, TwinGap | null>>

export interface TwinGap {
  /** What virtual time predicts, ms. */
  readonly twin: Estimate
  /** live / twin, paired by round. */
  readonly ratio: Estimate
  /** live - twin, paired by round, ms. */
  readonly differenceMs: Estimate
}

export interface IdealResult {
  readonly p50Ms: Estimate | null
  readonly p99Ms: Estimate | null
  readonly meanMs: Estimate | null
  readonly distribution: Distribution | null
  readonly rounds: readonly {
    readonly round: number
    readonly p50Ms: number | null
    readonly p99Ms: number | null
    readonly meanMs: number | null
  }[]
}

/** A fact that advises how far to trust a result; never an error. */
export interface Warning {
  readonly code: string
  /** `caution`: read with care. `invalid`: not to be trusted; a gate on it gives 4. */
  readonly level: 'caution' | 'invalid'
  readonly candidate: string | null
  readonly round: number | null
  readonly message: string
}

/** Candidate against the reference, from rounds paired by their requests. */
export interface Comparison {
  readonly candidate: string
  readonly reference: string
  readonly metric: MetricName
  /** candidate / reference for latencies, candidate - reference for what may be zero. */
  readonly kind: 'ratio' | 'difference'
  readonly estimate: Estimate
  /** Two-sided, of the paired t-test (trimmed from ten rounds on); null of a single round. */
  readonly p: number | null
  /** Corrected for the number of candidates compared by this metric (Holm) and of looks at the data. */
  readonly pAdjusted: number | null
  /** False where the data cannot tell: `pAdjusted` is above 0.05. */
  readonly differs: boolean
  /** The smallest true change (ratio - 1, or difference) that rounds as noisy as these show with 80 % probability. */
  readonly detectable: number | null
}

export type Judgement = 'pass' | 'fail' | 'inconclusive' | 'invalid'

export interface Verdict {
  readonly gate: string
  readonly judgement: Judgement
  /** One sentence with the numbers, e.g. "lc.p99 = 41.2 ms [39.0, 43.5] is above 0.9 * rr.p99 = 38.1 ms". */
  readonly reason: string
  /** What was held against the limit; null where nothing could be. */
  readonly evidence: Evidence | null
  /** No gate: it cannot fail, and is told beside those that can. Absent where something is judged. */
  readonly told?: true
}

export interface Evidence {
  readonly candidate: string
  readonly metric: MetricName | PartMetricName
  /** Which incident it is of; absent where it is of the whole run. */
  readonly incident?: string
  /** The metric itself, its ratio to another one, or its difference from it. */
  readonly kind: 'value' | 'ratio' | 'difference'
  /** In the same quantity as `limit`: both ms, or a ratio and a factor. */
  readonly estimate: Estimate
  readonly operator: '<=' | '<' | '>=' | '>'
  readonly limit: number
  /** How likely such rounds are if the quantity were exactly at the limit, one-sided, for a violation; null where it is exact or of one round. */
  readonly p: number | null
  /** Corrected for the number of gates (Holm) and of looks at the data; a gate fails at 0.025. */
  readonly pAdjusted: number | null
}
