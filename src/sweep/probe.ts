import type { Trial } from '../bench/trial.js'
import { estimates } from '../results/estimates.js'
import { measure } from '../results/measure.js'
import type { Estimate, MetricName } from '../results/results.js'
import type { Scenario } from '../scenario/scenario.js'
import { formatShare } from '../units.js'
import { type BackendLoad, plannedRate } from './offered-load.js'
import { type Slo, violation } from './slo.js'
import { type Stability, stabilityOf } from './stability.js'

/** One rate, tried. */
export interface Probe {
  readonly ratePerSecond: number
  readonly holds: boolean
  /** What stands against it, in a few words; null where it holds. */
  readonly reason: string | null
  /** Of the objectives' metrics, over rounds; null where it is unstable or cannot be told. */
  readonly metrics: Readonly<Partial<Record<MetricName, Estimate | null>>>
}

/**
 * Whether the objectives hold at a rate: in every single round, with queues that are stable. An interval over three rounds
 * is so wide that it would give away a good part of the rate; that all rounds agree is what can be asked of them.
 */
export function probe(scenario: Scenario, trials: readonly Trial[], slos: readonly Slo[]): Probe {
  const { stability, busiest } = stabilityOf(scenario, trials)
  const rounds = trials.map(measure)
  const all = estimates(rounds, { timeoutMs: scenario.traffic.timeoutMs })
  const isStable = stability === 'stable'
  const unmet = slos.map(slo => violationText(rounds.map(({ metrics }) => violation(slo, metrics))))
  const reason = isStable ? (unmet.find(text => text !== null) ?? null) : instability(stability, busiest)
  return {
    ratePerSecond: plannedRate(scenario)!,
    holds: reason === null,
    reason,
    metrics: Object.fromEntries(slos.map(({ metric }) => [metric, isStable ? all[metric] : null])),
  }
}

function instability(stability: Stability, busiest: BackendLoad | undefined): string {
  if (busiest === undefined || (stability === 'unstable' && busiest.load < 1))
    return 'more comes in than the backends can serve'
  const load = `${busiest.backend} is sent ${formatShare(busiest.load)} of what it can serve`
  if (stability === 'unstable') return load
  return `${load}, too close to all of it for a run of this length to settle`
}

/** Of one objective: the first round that does not meet it speaks, and says how many do not. */
function violationText(rounds: readonly (string | undefined)[]): string | null {
  const found = rounds.filter(one => one !== undefined)
  if (found.length === 0) return null
  return `${found[0]}${rounds.length === 1 ? '' : ` (in ${found.length} of ${rounds.length} rounds)`}`
}
