import { isAnswer } from '../bench/ending.js'
import { errorKinds, type TrialHealth, type TrialRecord } from '../bench/trial.js'
import { quantile } from '../stats/quantile.js'
import { ascending, meanOf } from './latency.js'

/**
 * What the harness did to one trial. Overhead is the latency from due minus the ideal time of this very request, over
 * requests that one backend answered at the first try: a retry's detour is the strategy's doing, not the harness's.
 */
export function measureGuard(record: TrialRecord, health: TrialHealth, rows: readonly number[]): Guard {
  const ideal = rows.filter(
    row => isAnswer(record.status[row]!) && record.tries[row]! <= 1 && Number.isFinite(record.idealMs[row]!),
  )
  const overheadMs = ascending(ideal, row => latencyMs(record, row) - record.idealMs[row]!)
  const latencyMeanMs = meanOf(ascending(ideal, row => latencyMs(record, row)))
  const overheadMeanMs = meanOf(overheadMs)
  const planned = health.plannedPerSecond
  return {
    overheadMeanMs,
    overheadP99Ms: tail(overheadMs),
    overheadShare: overheadMeanMs !== null && latencyMeanMs ? overheadMeanMs / latencyMeanMs : null,
    lateP99Ms: tail(ascending(rows, row => record.sentMs[row]! - record.dueMs[row]!)),
    balancerUtilisation: health.balancerUtilisation ?? null,
    generatorUtilisation: health.generatorUtilisation,
    backendUtilisation: health.backendUtilisation ?? null,
    waitedForSocket: health.waitedForSocket,
    notSent: rows.filter(row => record.status[row] === errorKinds.notSent).length,
    achievedOverPlanned: planned ? health.achievedPerSecond / planned : null,
    foreignCores: health.foreignCores ?? null,
    cpuPressure: health.cpuPressure ?? null,
  }
}

/** The worst of each over a candidate's rounds; null where no round knows. Null of no guards: virtual time has none. */
export function worstGuard(guards: readonly Guard[]): Guard | null {
  if (guards.length === 0) return null
  const highest = (key: keyof Guard): number | null => extreme(guards, key, Math.max)
  const most = (key: keyof Guard): number => highest(key) ?? 0
  return {
    overheadMeanMs: highest('overheadMeanMs'),
    overheadP99Ms: highest('overheadP99Ms'),
    overheadShare: highest('overheadShare'),
    lateP99Ms: highest('lateP99Ms'),
    balancerUtilisation: highest('balancerUtilisation'),
    generatorUtilisation: most('generatorUtilisation'),
    backendUtilisation: highest('backendUtilisation'),
    waitedForSocket: most('waitedForSocket'),
    notSent: most('notSent'),
    achievedOverPlanned: extreme(guards, 'achievedOverPlanned', Math.min),
    foreignCores: highest('foreignCores'),
    cpuPressure: highest('cpuPressure'),
  }
}

const latencyMs = (record: TrialRecord, row: number): number => record.doneMs[row]! - record.dueMs[row]!

/**
 * p99 from 100 values on. Looser than for what is claimed (1,000): the guard may err on the side of caution, but on a
 * handful of requests it would only repeat one request's luck.
 */
function tail(sorted: Float64Array): number | null {
  return sorted.length < 100 ? null : quantile(sorted, 0.99)
}

function extreme(guards: readonly Guard[], key: keyof Guard, pick: (...values: number[]) => number): number | null {
  const known = guards.map(guard => guard[key]).filter(value => value !== null)
  return known.length === 0 ? null : pick(...known)
}

/** The measurement's own health; the worst over rounds in a CandidateResult. */
export interface Guard {
  /** Client latency from due minus the ideal time of the same request, ms. */
  readonly overheadMeanMs: number | null
  readonly overheadP99Ms: number | null
  /** Overhead mean over latency mean, a share. */
  readonly overheadShare: number | null
  readonly lateP99Ms: number | null
  /** Null where the balancer's process, or the backends', is out of sight. */
  readonly balancerUtilisation: number | null
  readonly generatorUtilisation: number
  readonly backendUtilisation: number | null
  readonly waitedForSocket: number
  readonly notSent: number
  readonly achievedOverPlanned: number | null
  readonly foreignCores: number | null
  readonly cpuPressure: number | null
}
