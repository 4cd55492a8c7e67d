import type { IncidentResult, MetricName } from '../../../src/results/results.js'
import { metricNames } from '../../../src/results/results.js'
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
  /** Rounds in which nothing was detected. */
  readonly undetected?: number
}

const nothing = {
  ...{ detectionMs: null, recoveryMs: null, hurt: null, clientsHurt: null, overshoot: null },
  ...{ wrongEjections: null, lostSessions: null, retriesSpent: null },
}

/** A point of a crash, or of no incident where nothing of one is given. */
export function pointOf({ values, id = 'rr', undetected = 0, ...given }: Given): VaryPoint {
  const { p99Ms = [80, 81, 79, 80], errorRate = [0, 0, 0, 0], ...drill } = given
  const numbers = p99Ms.map((_, round) => round)
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
    rounds: numbers.map(round => ({
      ...{ round, seed: round, metrics: { ...unknown, ...own(round) } },
      ...(has ? { incidents: [{ ...befell(drill, round, undetected), twin: null }] } : {}),
    })),
  }
}

function befell(drill: Omit<Given, 'values'>, round: number, undetected: number) {
  const of = (name: 'detectionMs' | 'wrongEjections' | 'hurt') => drill[name]?.[round] ?? null
  const metrics = { ...nothing, detectionMs: of('detectionMs'), wrongEjections: of('wrongEjections'), hurt: of('hurt') }
  const atLeast = round < undetected ? (['detectionMs'] as const) : []
  return { incident: 'crash', metrics, atLeast }
}

const unknown = Object.fromEntries(metricNames.map(name => [name, null])) as Record<MetricName, null>
