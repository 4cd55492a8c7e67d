import { throughputAt } from '../../../stats/scalability-law.js'
import type { Scaling, ScalingCurve } from '../../../sweep/scaling/scaling.js'
import { fleetColumn, rateColumns } from '../../sweep/scaling/scaling-cells.js'
import { scalingSentences } from '../../sweep/scaling/scaling-sentences.js'
import type { Chart } from '../chart/chart.js'
import type { ChartLine } from '../chart/lines-data.js'
import { rounded, roundedAll } from '../chart/rounded.js'
import { columnsAsTable } from './columns-as-table.js'

/** The rate each candidate carries by number of backends, with the fitted laws, and as many single backends; undefined where nobody meets the objective. */
export function scalingCurveChart(scaling: Scaling): Chart | undefined {
  const { fleets, curves } = scaling
  const at = fleets.map(({ backends }) => backends)
  if (curves.every(({ points }) => points.every(({ ratePerSecond }) => ratePerSecond === null))) return undefined
  return {
    id: 'scaling-curve',
    kind: 'lines',
    title: 'Does adding backends help, and how much?',
    says: scalingSentences(scaling).slice(0, 2).join(' '),
    table: columnsAsTable(fleetColumn(scaling), rateColumns(scaling)),
    data: {
      x: { label: 'backends', scale: 'linear', unit: 'count', from: 0, to: at.at(-1)! },
      y: { label: 'requests a second under the objective', scale: 'linear', unit: 'perSecond', from: 0 },
      at,
      lines: [...straightLine(curves, at), ...curves.flatMap(lawLine), ...curves.map(lineOf)],
      shades: [],
      rules: [],
      names: 'ends',
      hasPoints: true,
    },
  }
}

function lineOf({ candidate, points }: ScalingCurve): ChartLine {
  const role = candidate.strategy === 'ideal' ? 'ideal' : 'candidate'
  return { id: candidate.id, role, values: roundedAll(points.map(({ ratePerSecond }) => ratePerSecond)) }
}

/** Points of a law: enough for a bend. */
const lawPoints = 40

function lawLine({ candidate, fit, points }: ScalingCurve): ChartLine[] {
  const known = points.filter(({ ratePerSecond }) => ratePerSecond !== null).map(({ backends }) => backends)
  if (fit === null || candidate.strategy === 'ideal') return []
  const law = { lambda: fit.lambda.value, sigma: fit.sigma.value, kappa: fit.kappa.value }
  const [first, last] = [known[0]!, known.at(-1)!]
  const at = Array.from({ length: lawPoints + 1 }, (_, i) => rounded(first + ((last - first) * i) / lawPoints))
  return [{ id: candidate.id, role: 'law', at, values: at.map(n => rounded(throughputAt(law, n))) }]
}

/** N times what the smallest fleet carries a backend: with one backend all strategies are the same. */
function straightLine(curves: readonly ScalingCurve[], at: readonly number[]): ChartLine[] {
  const rates = curves.flatMap(({ points: [first] }) =>
    first!.ratePerSecond === null ? [] : [first!.ratePerSecond / first!.backends],
  )
  if (rates.length === 0) return []
  const alone = Math.max(...rates)
  return [{ id: 'as many single ones', role: 'reference', values: at.map(n => rounded(n * alone)) }]
}
