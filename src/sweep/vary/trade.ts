import type { PartMetricName } from '../../results/metric-key.js'
import { scalingPart } from '../../results/scaling-info.js'
import { estimateOf } from './measured.js'
import type { Measure, Trade, VaryPoint } from './vary.js'

/**
 * What the points trade for what: where the fleet is scaled, backend-seconds for seconds that miss the objective, or requests;
 * of the first incident that some balancer detects, detection for false ejections, or for requests hurt where nobody is ejected
 * wrongly; of others recovery, or retries, for requests hurt; without incidents p99 for errors,
 * or p50 for p99. The first pair that is known and differs in both; null where none does.
 */
export function tradeOf(points: readonly VaryPoint[]): Trade | null {
  const pair = pairsOf(points).find(pair => pair.every(measure => differs(points, measure)))
  if (pair === undefined) return null
  const [x, y] = pair
  return { x, y, front: frontOf(points, x, y) }
}

function pairsOf(points: readonly VaryPoint[]): (readonly [Measure, Measure])[] {
  const names = [...new Set(points.flatMap(({ incidents }) => (incidents ?? []).map(({ name }) => name)))]
  const of =
    (incident: string) =>
    (metric: PartMetricName): Measure => ({ incident, metric })
  const plain = (metric: Extract<Measure, { incident: null }>['metric']): Measure => ({ incident: null, metric })
  const incidents = names.map(of)
  const scaled = of(scalingPart)
  return [
    [scaled('backendSeconds'), scaled('missedSeconds')],
    [scaled('backendSeconds'), scaled('missedRequests')],
    ...incidents.map(one => [one('detectionMs'), one('wrongEjections')] as const),
    ...incidents.map(one => [one('detectionMs'), one('hurt')] as const),
    ...incidents.map(one => [one('recoveryMs'), one('hurt')] as const),
    ...incidents.map(one => [one('retriesSpent'), one('hurt')] as const),
    [plain('p99Ms'), plain('errorRate')],
    [plain('p50Ms'), plain('p99Ms')],
  ]
}

/** Known at two points at least, and not the same at all of them. */
function differs(points: readonly VaryPoint[], measure: Measure): boolean {
  const values = points.map(point => estimateOf(point, measure)?.value).filter(value => value !== undefined)
  return values.some(value => value !== values[0])
}

/** Pareto's front: less of both is better; a point that equals another one is not beaten by it. */
function frontOf(points: readonly VaryPoint[], x: Measure, y: Measure): number[] {
  const places = placesOf(points, x, y)
  const beats = (a: Place, b: Place): boolean => a.x <= b.x && a.y <= b.y && (a.x < b.x || a.y < b.y)
  return places
    .filter(one => !places.some(other => beats(other, one)))
    .sort((a, b) => a.x - b.x || a.point - b.point)
    .map(({ point }) => point)
}

/** A point in the picture. */
export interface Place {
  /** Its number. */
  readonly point: number
  readonly x: number
  readonly y: number
}

/** Where the points lie, those that can tell both, in their order. */
export function placesOf(points: readonly VaryPoint[], x: Measure, y: Measure): Place[] {
  return points.flatMap((point, i) => {
    const [left, up] = [estimateOf(point, x), estimateOf(point, y)]
    return left === null || up === null ? [] : [{ point: i, x: left.value, y: up.value }]
  })
}
