import { metricInfo } from '../../../results/metric-info.js'
import { type AxisKind, axisInfo } from '../../../sweep/axis.js'
import { type Curve, isIdeal } from '../../../sweep/curve.js'
import type { Edge } from '../../../sweep/stretches.js'
import type { Sweep } from '../../../sweep/sweep.js'
import { formatShare } from '../../../units.js'
import { axisColumn, metricColumns } from '../../sweep/sweep-cells.js'
import { sweepSentences } from '../../sweep/sweep-sentences.js'
import { type Axis, latencyAxis } from '../chart/axis.js'
import type { Chart } from '../chart/chart.js'
import type { ChartLine, Rule } from '../chart/lines-data.js'
import { rounded } from '../chart/rounded.js'
import { columnsAsTable } from './columns-as-table.js'

/** A metric along the axis, a line a candidate, with where each stops being as good as the best; undefined where nobody has any. */
export function loadCurveChart(sweep: Sweep): Chart | undefined {
  const { axis, metric, curves } = sweep
  if (curves.every(({ points }) => points.every(({ latency }) => latency[metric] === null))) return undefined
  const { title, x, factor } = looks[axis.kind]
  return {
    id: 'load-curve',
    kind: 'lines',
    title,
    says: sweepSentences(sweep).slice(0, 3).join(' '),
    table: columnsAsTable(axisColumn(sweep), metricColumns(sweep)),
    data: {
      x: { ...x, from: rounded(axis.values[0]! * factor), to: rounded(axis.values.at(-1)! * factor) },
      y: { ...latencyAxis, label: `${metricInfo[metric].name}, ms (logarithmic)` },
      at: axis.values.map(value => rounded(value * factor)),
      lines: curves.map(curve => lineOf(curve, sweep, factor)),
      shades: [],
      rules: kneesOf(sweep, factor),
      ...ringNote(sweep),
      names: 'ends',
      hasPoints: true,
    },
  }
}

interface AxisLook {
  readonly title: string
  readonly x: Axis
  /** From a value of the axis to what is drawn. */
  readonly factor: number
}

const looks: Readonly<Record<AxisKind, AxisLook>> = {
  load: {
    title: 'Up to which load is each good enough?',
    x: { label: 'load, % of what the backends can serve', scale: 'linear', unit: 'percent' },
    factor: 100,
  },
  backends: {
    title: 'Who gains from a larger fleet?',
    x: { label: 'backends (logarithmic)', scale: 'log', unit: 'count' },
    factor: 1,
  },
  'slow-factor': {
    title: 'What does one slow backend cost?',
    x: { label: 'so many times slower is one backend', scale: 'linear', unit: 'times' },
    factor: 1,
  },
}

function lineOf(curve: Curve, { axis, metric }: Sweep, factor: number): ChartLine {
  const { candidate, points } = curve
  const column = (of: 'value' | 'low' | 'high'): (number | null)[] =>
    points.map(({ latency }) => {
      const value = latency[metric]?.[of] ?? null
      return value === null ? null : rounded(value)
    })
  const last = points.findLastIndex(({ latency }) => latency[metric] !== null)
  const rises = points.findIndex(({ stability }, i) => i > last && stability === 'unstable')
  return {
    ...{ id: candidate.id, role: isIdeal(curve) ? 'ideal' : 'candidate' },
    ...{ values: column('value'), low: column('low'), high: column('high') },
    ...(rises === -1 || last === -1 ? {} : { risesAt: rounded(axis.values[rises]! * factor) }),
  }
}

/** Where a candidate stops, or begins, to be as good as the best one. */
function kneesOf({ agreements, axis, curves }: Sweep, factor: number): Rule[] {
  const real = new Set(curves.filter(curve => !isIdeal(curve)).map(({ candidate }) => candidate.id))
  return agreements
    .filter(({ candidate, best }) => real.has(candidate) && real.has(best))
    .flatMap(({ candidate, equal }) =>
      equal
        .flatMap(({ from, to }) => [from, to])
        .filter(({ kind }) => kind === 'crossing')
        .map(edge => ({ axis: 'x', at: rounded(edge.at * factor), name: kneeText(edge, axis.kind), candidate })),
    )
}

const kneeText = ({ at }: Edge, kind: AxisKind): string => axisInfo[kind].format(Number(at.toPrecision(2)))

function ringNote({ best, within, agreements }: Sweep): { readonly ringNote?: string } {
  const edges = agreements.flatMap(({ equal }) => equal.flatMap(({ from, to }) => [from, to]))
  const has = best !== null && edges.some(({ kind }) => kind === 'crossing')
  return has ? { ringNote: `${formatShare(within)} slower than ${best}` } : {}
}
