import { type ScalingMetrics, scalingMetrics } from '../autoscale/scaling-metrics.js'
import type { Software, Trial, TrialRole } from '../bench/trial.js'
import type { DrillValues } from '../drill/drill-metrics.js'
import type { BalancerStats } from '../model/balancer-stats.js'
import type { TrialScaling } from '../model/scaling-log.js'
import { type JoinedWindows, joinedWindows } from './joined-windows.js'
import { measureRecord } from './measure-record.js'
import { measureTally } from './measure-tally.js'
import { type MetricName, metricNames } from './metric-name.js'
import type { Reduced } from './reduced.js'
import { type TrialDrill, trialDrill } from './trial-drill.js'

/** One trial in numbers. */
export interface Measurement extends Reduced {
  readonly role: TrialRole
  readonly candidate: string
  readonly round: number
  readonly attempt: number
  readonly seed: number
  readonly durationMs: number
  /** Names of the backends, in the order of `perBackend`. */
  readonly backends: readonly string[]
  readonly balancer: BalancerStats | undefined
  readonly software: Software | undefined
  readonly metrics: Readonly<Record<MetricName, number | null>>
  /** What each incident did; absent where nothing befell it, or its requests were not kept. */
  readonly incidents?: readonly DrillValues[]
  /** Absent where nothing befell it. */
  readonly drill?: TrialDrill
  /** How it went over time; absent of twins and the ideal, and where nobody looked. */
  readonly windows?: JoinedWindows
  /** What autoscaling came to, and how; absent where the fleet is not scaled. */
  readonly scaling?: ScalingMetrics
  readonly scalingLog?: TrialScaling
}

/** Reduces one trial to numbers: its measured part only, a request counted where it was due. */
export function measure(trial: Trial): Measurement {
  const known = measured.get(trial) ?? measurementOf(trial)
  measured.set(trial, known)
  return known
}

/** All trials are collated again whenever one more is done, and a trial never changes. */
const measured = new WeakMap<Trial, Measurement>()

function measurementOf(trial: Trial): Measurement {
  const { role, candidate, round, attempt, seed, durationMs, backends, balancer, software } = trial
  const { metrics, ...rest } = reduced(trial)
  const head = { role, candidate, round, attempt, seed, durationMs, backends, balancer, software }
  return {
    ...head,
    ...rest,
    metrics: complete(metrics),
    ...incidentsOf(trial),
    ...windowsOf(trial),
    ...scalingOf(trial),
  }
}

function incidentsOf(trial: Trial): Pick<Measurement, 'incidents' | 'drill'> {
  const drill = trialDrill(trial)
  return { ...(drill && { drill }), ...(drill?.values && { incidents: drill.values }) }
}

function windowsOf(trial: Trial): Pick<Measurement, 'windows'> {
  const windows = trial.role === 'candidate' ? joinedWindows(trial) : undefined
  return windows === undefined ? {} : { windows }
}

function scalingOf({ scaling, durationMs }: Trial): Pick<Measurement, 'scaling' | 'scalingLog'> {
  return scaling === undefined ? {} : { scaling: scalingMetrics(scaling, durationMs), scalingLog: scaling }
}

/** A tally first: it is of all requests, its record may be of some. */
function reduced(trial: Trial): Reduced {
  const { tally, record } = trial
  if (tally !== undefined) return measureTally(trial, tally)
  if (record !== undefined) return measureRecord(trial, record)
  throw new Error(`trial of ${trial.candidate} in round ${trial.round} holds neither a tally nor a record`)
}

function complete(metrics: Reduced['metrics']): Record<MetricName, number | null> {
  return Object.fromEntries(metricNames.map(name => [name, metrics[name] ?? null])) as Record<MetricName, number | null>
}
