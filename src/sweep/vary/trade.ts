import type { PartMetricName } from '../../results/metric-key.js'
import { scalingPart } from '../../results/scaling-info.js'
import { type Evidence, evidenceOf } from './evidence.js'
import { estimateOf } from './measured.js'
import type { Variation } from './parse-vary.js'
import type { Measure, Trade, VaryPoint } from './vary.js'

/**
 * What the points trade for what: where the fleet is scaled, backend-seconds for seconds that miss the objective, or requests;
 * of the first incident that some balancer detects, detection for false ejections, for requests hurt or for retries; of others
 * recovery, or retries, for requests hurt; without incidents p99 for errors, or p50 for p99 or errors. Of the first of these three kinds in
 * which a difference is shown, the pair with most that is shown. Where checks or faults are varied it is what befell the fleet, whatever else
 * differs. Null where all points are the same.
 */
export function tradeOf(
  points: readonly VaryPoint[],
  variations: readonly Pick<Variation, 'path'>[] = [],
): Trade | null {
  const all = kindsOfTrade(points)
  const measures = [...new Map(all.flat(2).map(one => [JSON.stringify(one), one])).values()]
  // As many as could be looked at, whatever they turn out to be: what is counted after looking is counted too low.
  const looks = measures.length
  const found = new Map(measures.map(one => [JSON.stringify(one), evidenceOf(points, one, looks)]))
  const rated = all.map(pairs => pairs.map(pair => rate(pair, { evidence: one => found.get(JSON.stringify(one))! })))
  const best = bestOf(rated, variations)
  if (best === undefined) return null
  const [x, y] = best.pair
  return { x, y, looks, front: best.shown === 0 ? [] : frontOf(points, { x, y, looks }) }
}

type Pair = readonly [x: Measure, y: Measure]

interface Rated {
  readonly pair: Pair
  /** Of its two quantities, those in which a difference is shown. */
  readonly shown: number
  /** Those that are not the same everywhere. */
  readonly varying: number
}

function rate(pair: Pair, { evidence }: { readonly evidence: (measure: Measure) => Evidence }): Rated {
  const both = pair.map(evidence)
  return {
    pair,
    shown: both.filter(one => one.isShown()).length,
    varying: both.filter(one => !one.isSame).length,
  }
}

/** The pair with most shown, then most that varies, the first of equals. */
function bestOf(
  [scaled, befell, plain]: readonly Rated[][],
  variations: readonly Pick<Variation, 'path'>[],
): Rated | undefined {
  const isDrill = variations.some(({ path }) => /^(balancer\.health|faults|backends\.(\d+\.)?faults)(\.|$)/.test(path))
  const most = (kind: readonly Rated[] = []): Rated[] =>
    kind.filter(({ varying }) => varying > 0).sort((a, b) => b.shown - a.shown || b.varying - a.varying)
  const firsts = [scaled, befell, plain].flatMap(kind => most(kind).slice(0, 1))
  const drilled = isDrill ? most(befell)[0] : undefined
  return drilled ?? firsts.find(({ shown }) => shown > 0) ?? firsts[0]
}

/** Of autoscaling, of incidents, of the whole run; only pairs of which both are known at two points at least. */
function kindsOfTrade(points: readonly VaryPoint[]): Pair[][] {
  const names = [...new Set(points.flatMap(({ incidents }) => (incidents ?? []).map(({ name }) => name)))]
  const of =
    (incident: string) =>
    (metric: PartMetricName): Measure => ({ incident, metric })
  const plain = (metric: Extract<Measure, { incident: null }>['metric']): Measure => ({ incident: null, metric })
  const incidents = names.map(of)
  const scaled = of(scalingPart)
  const isKnown = (measure: Measure): boolean => points.filter(point => estimateOf(point, measure) !== null).length > 1
  const pairs: Pair[][] = [
    [
      [scaled('backendSeconds'), scaled('missedSeconds')],
      [scaled('backendSeconds'), scaled('missedRequests')],
    ],
    drilled.flatMap(([x, y]) => incidents.map((one): Pair => [one(x), one(y)])),
    [
      [plain('p99Ms'), plain('errorRate')],
      [plain('p50Ms'), plain('p99Ms')],
      // Of runs too short for a p99.
      [plain('p50Ms'), plain('errorRate')],
    ],
  ]
  return pairs.map(kind => kind.filter(pair => pair.every(isKnown)))
}

const drilled = [
  ['detectionMs', 'wrongEjections'],
  ['detectionMs', 'hurt'],
  ['detectionMs', 'retriesSpent'],
  ['recoveryMs', 'hurt'],
  ['retriesSpent', 'hurt'],
] as const

/** Pareto's front of what is shown. */
function frontOf(points: readonly VaryPoint[], { x, y, looks }: Omit<Trade, 'front'>): number[] {
  const places = placesOf(points, x, y)
  const beats = beating(points, { x, y, looks })
  const left = places.filter(one => !places.some(other => beats(other.point, one.point)))
  // Each may be beaten by the next in a ring, as what is not shown is not equal: then nobody is left out.
  return (left.length === 0 ? places : left).sort((a, b) => a.x - b.x || a.point - b.point).map(({ point }) => point)
}

/** Whether one point beats another one: shown to be better in one quantity, and in the other no interval speaks against it. */
export function beating(
  points: readonly VaryPoint[],
  { x, y, looks }: Omit<Trade, 'front'>,
): (point: number, other: number) => boolean {
  const [across, up] = [evidenceOf(points, x, looks), evidenceOf(points, y, looks)]
  return (point, other) =>
    (across.hasLess(point, other) && !up.mayHaveLess(other, point)) ||
    (up.hasLess(point, other) && !across.mayHaveLess(other, point))
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

/** The front as the corners of a staircase, from left to right: of those that are not told apart, whoever lies lower as measured. */
export function stepsOf(points: readonly VaryPoint[], { x, y, front }: Pick<Trade, 'x' | 'y' | 'front'>): Place[] {
  const places = placesOf(points, x, y).filter(({ point }) => front.includes(point))
  const sorted = places.sort((a, b) => a.x - b.x || a.y - b.y)
  return sorted.filter((one, i) => sorted.slice(0, i).every(before => one.y < before.y))
}
