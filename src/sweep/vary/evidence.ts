import { excludes, inferDifferenceOf, inferRatioOf, pDifferent, smallestShown } from '../../results/comparison.js'
import { infoOf, roundValue, variesByFactors } from '../../results/metric-key.js'
import { type Inference, intervalOf } from '../../stats/inference.js'
import { shaffer } from '../../stats/shaffer.js'
import { confidence } from '../../stats/student.js'
import { estimateOf, isOpen, keyOf } from './measured.js'
import type { Measure, VaryPoint } from './vary.js'

/** What rounds show of one quantity: which point has less of it than which. */
export interface Evidence {
  /** Whether the first has less than the second beyond doubt, corrected for all pairs of points and for all quantities looked at. */
  readonly hasLess: (point: number, other: number) => boolean
  /** Whether the interval of their difference alone speaks for the first: no proof among so many, and no reason to call them equal. */
  readonly mayHaveLess: (point: number, other: number) => boolean
  /** Whether any has less than any. */
  readonly isShown: () => boolean
  /** Whether it is one and the same everywhere, or told of one point only: nothing to be shown. */
  readonly isSame: boolean
  /** The difference that these rounds would have shown between any two (of latencies a ratio - 1); null where that cannot be told. */
  readonly detectable: () => number | null
}

/** Of more kinds of points the steps gain next to nothing: Bonferroni, as in a ranking. */
const mostStepped = 16

/**
 * Every pair of points round by round, as both met the same requests. Points that are the same in every round are of one kind,
 * and between those there is nothing to be wrong about.
 * @param looks quantities that are looked at for a difference; they share the chance to be wrong
 */
export function evidenceOf(points: readonly VaryPoint[], measure: Measure, looks: number): Evidence {
  const kinds = kindsOf(points, measure)
  const kindOf = new Map(kinds.flatMap((kind, i) => kind.map(point => [point, i] as const)))
  const pairs = (kinds.length * (kinds.length - 1)) / 2
  const contrastOf = remembered(kinds.length, (i, k) =>
    contrast(points[kinds[i]![0]!]!, points[kinds[k]![0]!]!, measure),
  )
  const isEvidence = correction(kinds.length, (i, k) => pOf(contrastOf(i, k)), looks)
  const mayHaveLess = (point: number, other: number): boolean => {
    const [mine, theirs] = [kindOf.get(point), kindOf.get(other)]
    // Nobody saw how much an open one has.
    if (mine === undefined || theirs === undefined || mine === theirs || isOpen(points[point]!, measure)) return false
    return mine < theirs ? signOf(contrastOf(mine, theirs)) === -1 : signOf(contrastOf(theirs, mine)) === 1
  }
  const hasLess = (point: number, other: number): boolean => {
    if (!mayHaveLess(point, other)) return false
    const [mine, theirs] = [kindOf.get(point)!, kindOf.get(other)!]
    return isEvidence(Math.min(mine, theirs), Math.max(mine, theirs))
  }
  const level = 1 - (1 - confidence) / (looks * Math.max(1, pairs))
  return {
    hasLess,
    mayHaveLess,
    isShown: () => kinds.some(([one], i) => kinds.slice(i + 1).some(([k]) => hasLess(one!, k!) || hasLess(k!, one!))),
    isSame: kinds.length < 2,
    detectable: () =>
      largest(
        kinds.flatMap((_, i) => kinds.slice(i + 1).map((_, k) => contrastOf(i, i + 1 + k))),
        level,
      ),
  }
}

/** By kind the numbers of its points; those that cannot tell the quantity are of none. */
function kindsOf(points: readonly VaryPoint[], measure: Measure): number[][] {
  const kinds = new Map<string, number[]>()
  for (const [k, point] of points.entries()) {
    if (estimateOf(point, measure) === null) continue
    const values = point.rounds.map(one => `${one.round} ${roundValue(one, keyOf(measure))}`)
    const key = [isOpen(point, measure), ...values].join(', ')
    kinds.set(key, [...(kinds.get(key) ?? []), k])
  }
  return [...kinds.values()]
}

/** left / right where that is possible, else left - right. */
function contrast(left: VaryPoint, right: VaryPoint, measure: Measure): Inference | undefined {
  const metric = keyOf(measure)
  const [lefts, rights] = [
    { rounds: left.rounds, metric },
    { rounds: right.rounds, metric },
  ]
  const ratio = variesByFactors(metric) ? inferRatioOf(lefts, rights) : undefined
  const inference = ratio ?? inferDifferenceOf(lefts, rights)
  return inference && withEvents(inference, measure)
}

/**
 * A difference of counts, with no less of an error than counting leaves, as `withCounts` has it for shares: of a mean difference d
 * over n rounds at least n |d| events went otherwise, each as likely one way as the other if nothing differs (McNemar 1947).
 */
function withEvents(inference: Inference, { metric }: Measure): Inference {
  const { standardError, middle, n } = inference
  if (standardError === null || infoOf(metric).unit !== 'count') return inference
  return { ...inference, standardError: Math.max(standardError, Math.sqrt(Math.abs(middle) / n)) }
}

/** Rounds that differ by the same to the last bit are as many throws of a coin that fell on one side (the sign test), not certainty. */
function pOf(inference: Inference | undefined): number {
  const p = inference && pDifferent(inference)
  if (inference === undefined || p == null) return 1
  return inference.standardError === 0 ? Math.max(p, 2 ** (1 - inference.n)) : p
}

/** Which side of "no difference" the interval lies on: a claim never contradicts it. 0 where it holds both. */
function signOf(inference: Inference | undefined): number {
  if (inference === undefined) return 0
  const neutral = inference.scale === 'log' ? 1 : 0
  const interval = intervalOf(inference, confidence)
  return excludes(interval, neutral) ? Math.sign(interval.value - neutral) : 0
}

type OfPair<T> = (i: number, k: number) => T

function correction(kinds: number, pOfPair: OfPair<number>, looks: number): OfPair<boolean> {
  const pairs = Array.from({ length: kinds }, (_, i) => i).flatMap(i =>
    kinds > mostStepped ? [] : Array.from({ length: kinds - i - 1 }, (_, k) => [i, i + 1 + k] as const),
  )
  const adjusted =
    pairs.length === 0
      ? []
      : shaffer(
          pairs.map(([i, k]) => pOfPair(i, k)),
          kinds,
        )
  const stepped = new Map(pairs.map(([i, k], at) => [i * kinds + k, adjusted[at]!]))
  const factor = (kinds * (kinds - 1)) / 2
  return (i, k) => looks * (stepped.get(i * kinds + k) ?? factor * pOfPair(i, k)) <= 1 - confidence + 1e-12
}

/** Null where some pair has none: a single round, or rounds that all differ by the same. */
function largest(contrasts: readonly (Inference | undefined)[], level: number): number | null {
  const all = contrasts.map(one => (one && one.standardError !== 0 ? smallestShown(one, level) : null))
  const known = all.filter(one => one !== null)
  return known.length === 0 || known.length < all.length ? null : Math.max(...known)
}

/** Each pair once, when it is asked for: of hundreds of points there are tens of thousands. */
function remembered<T>(kinds: number, made: OfPair<T>): OfPair<T> {
  const known = new Map<number, T>()
  return (i, k) => {
    const at = i * kinds + k
    if (!known.has(at)) known.set(at, made(i, k))
    return known.get(at)!
  }
}
