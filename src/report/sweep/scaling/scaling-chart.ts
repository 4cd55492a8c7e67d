import { formatNumber } from '../../../results/format-metric.js'
import { throughputAt } from '../../../stats/scalability-law.js'
import type { Scaling, ScalingCurve } from '../../../sweep/scaling/scaling.js'
import { drawChart, type Line, type Series } from '../../chart/chart.js'
import { legend } from '../../chart/legend.js'
import { inColorOf } from '../../chart/marks.js'
import { glyphs } from '../glyphs.js'
import type { ChartLook } from '../sweep-chart.js'

/** Wider charts are no clearer. */
const mostColumns = 110
const height = 17

/** Title, chart and legend, a line each: what was measured as marks, the fitted laws as dots, the straight line of the smallest fleet. */
export function scalingChart(scaling: Scaling, look: ChartLook): string[] {
  const { fleets, curves } = scaling
  const marks = glyphs(curves)
  const width = Math.min(look.width, mostColumns)
  const series = curves.map(({ candidate, points }, i): Series => {
    const signs = points.map(({ ratePerSecond }) => (ratePerSecond === null ? '!' : undefined))
    const values = points.map(({ ratePerSecond }) => ratePerSecond ?? undefined)
    return { label: candidate.id, mark: marks[i]!.mark, paint: inColorOf(marks[i]!, look.color), values, signs }
  })
  const laws = curves.flatMap((curve, i) => lawLine(curve, series[i]!.paint))
  const positions = fleets.map(({ backends }) => backends)
  const straight = straightLine(curves)
  const lines = drawChart(
    {
      ...{ series, positions, labels: positions.map(String), formatY: formatNumber, scale: 'linear' },
      lines: [...laws, ...straight],
    },
    { width, height },
  )
  return [
    'highest rate per second against backends',
    ...lines,
    ...legend({ series, lines }, meanings, width),
    [...(laws.length > 0 ? ['· fitted law'] : []), ...(straight.length > 0 ? ['- as many single ones'] : [])].join(
      '   ',
    ),
  ].filter(line => line !== '')
}

const meanings = { '!': 'the objective is met at no rate' }

function lawLine({ fit, points }: ScalingCurve, paint: Line['paint']): Line[] {
  if (fit === null) return []
  const law = { lambda: fit.lambda.value, sigma: fit.sigma.value, kappa: fit.kappa.value }
  const known = points.filter(({ ratePerSecond }) => ratePerSecond !== null).map(({ backends }) => backends)
  const isIn = (n: number): boolean => n >= known[0]! && n <= known.at(-1)!
  return [{ mark: '·', paint, valueAt: n => (isIn(n) ? throughputAt(law, n) : undefined) }]
}

/** N times what the smallest fleet carries a backend: with one backend all strategies are the same. */
function straightLine(curves: readonly ScalingCurve[]): Line[] {
  const rates = curves.flatMap(({ points: [first] }) =>
    first!.ratePerSecond === null ? [] : [first!.ratePerSecond / first!.backends],
  )
  if (rates.length === 0) return []
  const alone = Math.max(...rates)
  return [{ mark: '-', paint: text => text, valueAt: n => n * alone }]
}
