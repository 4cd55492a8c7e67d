import type { ScalingMetrics } from '../../../src/autoscale/scaling-metrics.js'
import type { IncidentResult, MetricName } from '../../../src/results/results.js'
import { metricNames } from '../../../src/results/results.js'
import type { ScalingResult } from '../../../src/results/scaling-result.js'
import { meanInterval } from '../../../src/stats/interval.js'
import type { VaryPoint } from '../../../src/sweep/vary/vary.js'

/** What one point has, round by round. */
export interface Given {
  readonly values: readonly string[]
  readonly id?: string
  readonly detectionMs?: readonly number[]
  readonly wrongEjections?: readonly number[]
  readonly hurt?: readonly number[]
  readonly p99Ms?: readonly number[]
  readonly errorRate?: readonly number[]
  /** What autoscaling took, where it is given, and what was missed. */
  readonly backendSeconds?: readonly number[]
  readonly missedRequests?: readonly number[]
  /** Rounds in which nothing was detected. */
  readonly undetected?: number
}

const nothing = {
  ...{ detectionMs: null, recoveryMs: null, hurt: null, clientsHurt: null, overshoot: null },
  ...{ wrongEjections: null, lostSessions: null, retriesSpent: null },
}

/** A point of a crash, or of no incident where nothing of one is given. */
export function pointOf({ values, id = 'rr', undetected = 0, ...given }: Given): VaryPoint {
  const lists = Object.values(given).filter(Array.isArray) as (readonly number[])[]
  const numbers = Array.from({ length: lists[0]?.length ?? 4 }, (_, round) => round)
  const { p99Ms = numbers.map(round => 80 + (round % 3) - 1), errorRate = numbers.map(() => 0), ...parts } = given
  const { backendSeconds, missedRequests, ...drill } = parts
  const mean = (name: keyof typeof drill) => (drill[name] === undefined ? null : meanInterval(drill[name]))
  const incident: IncidentResult = {
    ...{ name: 'crash', kind: 'crash', fromMs: 2000, toMs: 8000, backends: ['b4'] },
    metrics: {
      ...nothing,
      detectionMs: mean('detectionMs'),
      wrongEjections: mean('wrongEjections'),
      hurt: mean('hurt'),
    },
    atLeast: { detectionMs: undetected, recoveryMs: 0 },
  }
  const own = (round: number) => ({ p99Ms: p99Ms[round]!, errorRate: errorRate[round]!, p50Ms: 20 })
  const has = Object.keys(drill).length > 0
  return {
    ...{ values, id, strategy: id, options: {}, hash: 'abc', errors: {} },
    metrics: {
      ...unknown,
      p50Ms: meanInterval([20, 20]),
      p99Ms: meanInterval(p99Ms),
      errorRate: meanInterval(errorRate),
    },
    ...(has ? { incidents: [incident] } : {}),
    ...(backendSeconds === undefined ? {} : { scaling: scalingOf(backendSeconds, missedRequests) }),
    rounds: numbers.map(round => ({
      ...{ round, seed: round, metrics: { ...unknown, ...own(round) } },
      ...(has ? { incidents: [{ ...befell(drill, round, undetected), twin: null }] } : {}),
      ...(backendSeconds === undefined ? {} : { scaling: scaledIn(backendSeconds[round]!, missedRequests?.[round]) }),
    })),
  }
}

/** Half of the requests are missed in seconds of their own; nobody can say what the load needed, and nobody came. */
function scaledIn(backendSeconds: number, missedRequests = 0): ScalingMetrics {
  return {
    ...{ missedSeconds: missedRequests / 2, missedRequests, backendSeconds, oscillations: 2 },
    ...{ overProvisioning: null, newcomerLoad: null, newcomerWorst: null },
  }
}

function scalingOf(backendSeconds: readonly number[], missedRequests: readonly number[] = []): ScalingResult {
  const rounds = backendSeconds.map((seconds, round) => scaledIn(seconds, missedRequests[round]))
  const mean = (name: 'missedSeconds' | 'missedRequests' | 'backendSeconds' | 'oscillations') =>
    meanInterval(rounds.map(one => one[name]))
  return {
    metrics: {
      ...{ missedSeconds: mean('missedSeconds'), missedRequests: mean('missedRequests') },
      ...{ backendSeconds: mean('backendSeconds'), oscillations: mean('oscillations') },
      ...{ overProvisioning: null, newcomerLoad: null, newcomerWorst: null },
    },
    timeline: { partMs: 1000, paid: [4], serving: [4], need: null },
  }
}

function befell(drill: Omit<Given, 'values'>, round: number, undetected: number) {
  const of = (name: 'detectionMs' | 'wrongEjections' | 'hurt') => drill[name]?.[round] ?? null
  const metrics = { ...nothing, detectionMs: of('detectionMs'), wrongEjections: of('wrongEjections'), hurt: of('hurt') }
  const atLeast = round < undetected ? (['detectionMs'] as const) : []
  return { incident: 'crash', metrics, atLeast }
}

const unknown = Object.fromEntries(metricNames.map(name => [name, null])) as Record<MetricName, null>
