import { variesByFactors } from '../../../results/metric-key.js'
import { type Evidence, evidenceOf } from '../../../sweep/vary/evidence.js'
import { keyOf } from '../../../sweep/vary/measured.js'
import { beating, placesOf } from '../../../sweep/vary/trade.js'
import type { Measure, Trade, Vary } from '../../../sweep/vary/vary.js'
import { formatShare } from '../../../units.js'
import { list } from '../../list.js'
import { measureWithUnit } from './measure-text.js'
import { pointMark, pointName } from './vary-names.js'
import { lessOf, noun, valueText } from './vary-words.js'

/** Two points. */
type Pair = readonly [number, number]

/** More names than this are no sentence. */
const mostNames = 8

/** Who is best, or what is traded, as far as the rounds show it; else how much they would have shown. */
export function frontSentences(vary: Vary, trade: Trade): string[] {
  const { x, y, front } = trade
  if (vary.rounds === 1) return ['One round is no test, so no setting is called better than another one.']
  if (front.length === 0) return [nothingShown(vary, trade)]
  if (front.length === 1) return [`One setting is best: ${placeText(vary, trade, front)}; ${bestText(vary, trade)}.`]
  const [across, up] = [x, y].map(measure => evidenceOf(vary.points, measure, trade.looks)) as [Evidence, Evidence]
  const isTraded = (one: number, other: number): boolean => across.hasLess(one, other) && up.hasLess(other, one)
  const pairs = front.flatMap((one, i) => front.slice(i + 1).map(other => [one, other] as const satisfies Pair))
  const names = placesOfFront(vary, trade).map(points => placeText(vary, trade, points))
  const level = pairs.filter(([one, other]) => !isTraded(one, other) && !isTraded(other, one))
  const isLevel = (one: number, other: number): boolean =>
    [across, up].every(({ hasLess }) => !hasLess(one, other) && !hasLess(other, one))
  if (level.length === pairs.length)
    return [nothingTraded(vary, trade, { names, isLevel: pairs.every(([one, other]) => isLevel(one, other)) })]
  return [
    `On the front, where ${lessOf(x)} more ${noun(y)}: ${listed(names)}.`,
    ...levelText(vary, trade, level, pairs),
  ]
}

const listed = (names: readonly string[]): string =>
  list(names.length > mostNames ? [...names.slice(0, mostNames), `${names.length - mostNames} more`] : names)

function nothingShown({ points }: Vary, { x, y, looks }: Trade): string {
  const [across, up] = [x, y].map(measure => {
    const { isSame, detectable } = evidenceOf(points, measure, looks)
    if (isSame) return `${noun(measure)} (the same in every round)`
    const least = detectable()
    return least === null ? noun(measure) : `${noun(measure)} (${leastText(measure, least)} would have been)`
  })
  return `No difference between these settings is shown, neither in ${across} nor in ${up}.`
}

const leastText = (measure: Measure, least: number): string =>
  variesByFactors(keyOf(measure))
    ? `one of ${formatShare(Number(least.toPrecision(2)))}`
    : `one of ${measureWithUnit(measure, least)}`

/** The best one against the others, which it may not all beat: what beats them may be beaten itself. */
function bestText({ points }: Vary, trade: Trade): string {
  const { x, y, looks, front } = trade
  const best = front[0]!
  const others = placesOf(points, x, y).flatMap(({ point }) => (point === best ? [] : [point]))
  const beats = beating(points, trade)
  const each = others.length === 1 ? 'the other one' : 'each other one'
  const worse = (measure: Measure): boolean => {
    const { hasLess } = evidenceOf(points, measure, looks)
    return others.every(other => hasLess(best, other))
  }
  if (!others.every(other => beats(best, other)))
    return `${each} is shown to be worse than some in one quantity, and not to be better in the other`
  const [left, up] = [worse(x), worse(y)]
  if (left && up) return `${each} is shown to be worse in both, ${noun(x)} and ${noun(y)}`
  const where = left ? noun(x) : up ? noun(y) : `${noun(x)} or ${noun(y)}`
  const none = others.length === 1 ? 'not' : 'none'
  const rest = left ? noun(y) : up ? noun(x) : 'either'
  return `${each} is shown to be worse in ${where}, and ${none} to be better in ${rest}`
}

/** Who is left, with no two of them shown to trade one for the other. */
function nothingTraded(
  { points }: Vary,
  { x, y, front }: Trade,
  { names, isLevel }: { readonly names: readonly string[]; readonly isLevel: boolean },
): string {
  const others = placesOf(points, x, y).length - front.length
  const what = isLevel
    ? `Nothing is traded between ${listed(names)}, of which none is shown to be better in ${noun(x)} or ${noun(y)}`
    : `Left to choose from: ${listed(names)}; no two of them are shown to trade ${noun(x)} for ${noun(y)}`
  const each = others === 1 ? 'the other one is' : 'each other one is'
  return `${what}${others === 0 ? '' : `; ${each} shown to be worse than some in one of both, and not to be better in the other`}.`
}

/** Pairs of the front that are not shown to trade, where they do not look the same anyway. */
function levelText(vary: Vary, trade: Trade, level: readonly Pair[], pairs: readonly Pair[]): string[] {
  const apart = level.filter(([one, other]) => placeOf(vary, trade, one) !== placeOf(vary, trade, other))
  if (apart.length === 0) return []
  if (apart.length > mostPairs) {
    const some = pairs.filter(pair => !level.includes(pair))
    if (some.length <= mostPairs) return [`Of them only ${pairsText(some)} are shown to differ in both.`]
    return [`Of the ${pairs.length} pairs of them ${level.length} are not shown to differ in both.`]
  }
  return [`Of them ${pairsText(apart)} are not shown to differ in both.`]
}

const pairsText = (pairs: readonly Pair[]): string => pairs.map(pair => list(pair.map(pointMark))).join('; ')

const mostPairs = 3

/** Points of the front that look the same are one place of it. */
function placesOfFront(vary: Vary, trade: Trade): number[][] {
  const places = new Map<string, number[]>()
  for (const k of trade.front) {
    const place = placeOf(vary, trade, k)
    places.set(place, [...(places.get(place) ?? []), k])
  }
  return [...places.values()]
}

const placeOf = (vary: Vary, { x, y }: Trade, k: number): string => `${valueText(vary, k, x)}, ${valueText(vary, k, y)}`

/** "a (interval 1s: 0.50 s, 12 wrongly out)", "b and c (0 s, 1 hurt)". */
function placeText(vary: Vary, trade: Trade, points: readonly number[]): string {
  const [first] = points
  const place = placeOf(vary, trade, first!)
  return points.length === 1
    ? `${pointMark(first!)} (${pointName(vary, first!)}: ${place})`
    : `${marksText(points)} (${place})`
}

const marksText = (points: readonly number[]): string =>
  points.length > mostNames
    ? list([...points.slice(0, mostNames - 1).map(pointMark), `${points.length - mostNames + 1} more`])
    : list(points.map(pointMark))
