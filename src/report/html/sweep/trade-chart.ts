import { estimateOf, isOpen } from '../../../sweep/vary/measured.js'
import { placesOf } from '../../../sweep/vary/trade.js'
import type { Measure, Vary, VaryPoint } from '../../../sweep/vary/vary.js'
import { measureName } from '../../sweep/vary/measure-text.js'
import { pointMark, pointName } from '../../sweep/vary/vary-names.js'
import { noun, varySentences } from '../../sweep/vary/vary-sentences.js'
import { varyTable } from '../../sweep/vary/vary-table.js'
import type { Axis } from '../chart/axis.js'
import type { Chart } from '../chart/chart.js'
import { rounded } from '../chart/rounded.js'
import type { TradeData, TradeValue } from '../chart/trade-data.js'
import { columnsAsTable } from './columns-as-table.js'

/** Settings by the two quantities that they trade; undefined where nothing is traded. */
export function tradeChart(vary: Vary): Chart | undefined {
  const { trade } = vary
  if (trade === null) return undefined
  const { x, y } = trade
  const { first, columns } = varyTable(vary)
  return {
    id: 'trade',
    kind: 'trade',
    title: `What is traded: ${noun(x)} for ${noun(y)}`,
    says: [varySentences(vary)[0]!, ...arrows(vary)].join(' '),
    table: columnsAsTable({ ...first, head: 'setting' }, columns),
    data: { x: axisOf(x), y: axisOf(y), points: pointsOf(vary, x, y, new Set(trade.front)) },
  }
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

function axisOf(measure: Measure): Axis {
  return { label: measureName(measure), scale: 'linear', unit: 'count', from: 0 }
}
