import { estimateOf, isOpen } from '../../../sweep/vary/measured.js'
import { placesOf } from '../../../sweep/vary/trade.js'
import type { Measure, Trade, Vary, VaryPoint } from '../../../sweep/vary/vary.js'
import { measureCell, measureName } from '../../sweep/vary/measure-text.js'
import { pointMark, pointName } from '../../sweep/vary/vary-names.js'
import { varySentences } from '../../sweep/vary/vary-sentences.js'
import { varyTable } from '../../sweep/vary/vary-table.js'
import { noun } from '../../sweep/vary/vary-words.js'
import type { Axis } from '../chart/axis.js'
import type { Chart, ChartTable } from '../chart/chart.js'
import { rounded } from '../chart/rounded.js'
import type { TradeData, TradeValue } from '../chart/trade-data.js'
import { columnsAsTable } from './columns-as-table.js'

/** Settings by the two quantities that they trade; undefined where nothing is traded. */
export function tradeChart(vary: Vary): Chart | undefined {
  const { trade } = vary
  if (trade === null) return undefined
  const { x, y } = trade
  const points = pointsOf(vary, x, y, new Set(trade.front))
  return {
    id: 'trade',
    kind: 'trade',
    title: `${noun(x)} against ${noun(y)}, by setting`,
    says: [varySentences(vary)[0]!, ...arrows(vary)].join(' '),
    table: placesTable(vary, trade),
    data: {
      x: axisOf(
        x,
        points.map(point => point.x),
      ),
      y: axisOf(
        y,
        points.map(point => point.y),
      ),
      points,
    },
  }
}

/** What the picture shows; all else stands in a table of its own. */
function placesTable(vary: Vary, { x, y }: Trade): ChartTable {
  const cells = placesOf(vary.points, x, y).map(({ point }) => [
    pointMark(point),
    pointName(vary, point),
    ...[x, y].map(measure => measureCell(vary.points[point]!, measure)),
  ])
  return { head: ['', 'setting', measureName(x), measureName(y)], rows: cells }
}

/** All that was measured of each setting. */
export function settingsTable(vary: Vary): ChartTable {
  const { first, columns } = varyTable(vary)
  return columnsAsTable({ ...first, head: 'setting' }, columns)
}

function pointsOf(vary: Vary, x: Measure, y: Measure, front: ReadonlySet<number>): TradeData['points'] {
  return placesOf(vary.points, x, y).map(({ point }) => {
    const one = vary.points[point]!
    return {
      ...{ candidate: one.id, mark: pointMark(point), name: pointName(vary, point), isFront: front.has(point) },
      ...{ x: drawn(one, x), y: drawn(one, y) },
    }
  })
}

/** What an arrow is, where there are any. */
function arrows({ points, trade }: Vary): string[] {
  const has = trade !== null && points.some(point => isOpen(point, trade.x) || isOpen(point, trade.y))
  return has ? ['An arrow is at least so much: some rounds did not see the end of it.'] : []
}

/** In the unit that the axis has; what is open has no interval: how far it goes nobody saw. */
function drawn(point: VaryPoint, measure: Measure): TradeValue {
  const factor = factorOf(measure)
  const { value, low, high } = estimateOf(point, measure)!
  const isAtLeast = isOpen(point, measure)
  const hasEnds = !isAtLeast && low !== null && high !== null && low < high
  const ends = hasEnds ? { low: rounded(factor * low), high: rounded(factor * high) } : { low: null, high: null }
  return { value: rounded(factor * value), ...ends, isAtLeast }
}

/** From what is stored to what is shown: seconds of ms, percent of shares. */
function factorOf(measure: Measure): number {
  const name = measureName(measure)
  if (name.endsWith(', %')) return 100
  return name.endsWith(', s') && measure.metric.endsWith('Ms') ? 1 / 1000 : 1
}

/** From 0, but where all lie on a heap far from it: points are told by where they are, not by how long anything is. */
function axisOf(measure: Measure, values: readonly TradeValue[]): Axis {
  const least = Math.min(...values.map(({ value, low }) => low ?? value))
  const most = Math.max(...values.map(({ value, high }) => high ?? value))
  const axis = { label: measureName(measure), scale: 'linear', unit: 'count' } as const
  if (least < most * heap || least === most) return { ...axis, from: Math.min(0, least) }
  const room = (most - least) * 0.08
  return { ...axis, label: `${axis.label} (not from 0)`, from: least - room, to: most + room }
}

/** Least over most, from which on there is more of nothing than of points. */
const heap = 0.5
