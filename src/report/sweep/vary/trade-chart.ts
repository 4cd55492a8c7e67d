import { placesOf, stepsOf } from '../../../sweep/vary/trade.js'
import type { Trade, Vary } from '../../../sweep/vary/vary.js'
import { drawChart, type Line, type Series } from '../../chart/chart.js'
import { inColorOf, markOf } from '../../chart/marks.js'
import { wrapped } from '../../wrapped.js'
import type { ChartLook } from '../sweep-chart.js'
import { measureName, measureValue } from './measure-text.js'
import { pointMark } from './vary-names.js'

const mostColumns = 110
const height = 17

/** One quantity against the other, a letter a point, with the front as a staircase of dots; empty where nothing is traded. */
export function tradeChart(vary: Vary, look: ChartLook): string[] {
  const { trade, points } = vary
  if (trade === null) return []
  const { x, y } = trade
  const places = placesOf(points, x, y).sort((a, b) => a.x - b.x)
  const paint = inColorOf(markOf(0), look.color)
  const front = new Set(trade.front)
  const series = places.map(({ point, y: value }, i): Series => {
    const mark = pointMark(point).length > 1 ? '+' : pointMark(point)
    return {
      ...{ label: mark, mark, paint: front.has(point) ? paint : text => text },
      values: places.map((_, k) => (k === i ? value : undefined)),
      signs: [],
    }
  })
  const width = Math.min(look.width, mostColumns)
  const lines = drawChart(
    {
      series,
      positions: places.map(place => place.x),
      labels: places.map(place => measureValue(x, place.x)),
      formatY: value => measureValue(y, value),
      scale: 'linear',
      lines: trade.front.length === 0 ? [] : [staircase(vary, trade, paint)],
    },
    { width, height },
  )
  const where = x.incident === null ? '' : `${x.incident}: `
  return [
    ...wrapped(`${where}${measureName(y)} (up) against ${measureName(x)} (across); less of both is better`, width, ''),
    ...lines,
    ...wrapped(`${trade.front.length === 0 ? '' : frontText}* several points`, width, ''),
  ]
}

const frontText = '· the front: no other is shown to have less of one and not more of the other   '

/** The least y that can be had for so much x. */
function staircase({ points }: Vary, trade: Trade, paint: Line['paint']): Line {
  const steps = stepsOf(points, trade)
  return { mark: '·', paint, valueAt: at => steps.findLast(({ x }) => x <= at + 1e-9)?.y }
}
