import { formatNumber } from '../../results/format-metric.js'
import { metricInfo } from '../../results/metric-info.js'
import { axisInfo, positionOn } from '../../sweep/axis.js'
import type { Sweep } from '../../sweep/sweep.js'
import { drawChart, type Series, several } from './chart.js'
import { glyphs } from './glyphs.js'
import { absence, signMeanings } from './sweep-cells.js'

export interface ChartLook {
  readonly color: boolean
  readonly width: number
}

/** Wider charts are no clearer. */
const mostColumns = 110
/** Odd: a curve without ups and downs lies on the middle line, and does not waver between two. */
const height = 17

/** Title, chart and legend, a line each. */
export function sweepChart(sweep: Sweep, { color, width }: ChartLook): string[] {
  const { axis, metric, curves } = sweep
  const marks = glyphs(curves)
  const series = curves.map(({ candidate, points }, i): Series => {
    const values = points.map(({ latency }) => latency[metric]?.value)
    const paint = (text: string): string => (color ? `\u001b[${marks[i]!.color}m${text}\u001b[39m` : text)
    const signs = points.map((point, at) => (values[at] === undefined ? absence(point).sign : undefined))
    return { label: candidate.id, mark: marks[i]!.mark, paint, values, signs }
  })
  const lines = drawChart(
    {
      series,
      positions: axis.values.map(value => positionOn(axis.kind, value)),
      labels: axis.values.map(axisInfo[axis.kind].format),
      formatY: formatNumber,
    },
    { width: Math.min(width, mostColumns), height },
  )
  const title = `${metricInfo[metric].name} in ms (logarithmic) against ${axisInfo[axis.kind].name}`
  return [title, ...lines, ...legend(series, lines, Math.min(width, mostColumns))]
}

/** Curves, then the signs that occur; broken between entries. */
function legend(series: readonly Series[], lines: readonly string[], width: number): string[] {
  const signs = new Set(series.flatMap(one => one.signs.filter(sign => sign !== undefined)))
  const shared = lines.some(line => /[│┤].*\*/.test(line)) ? [plain(`${several} several`)] : []
  const entries = [
    ...series.map(({ mark, label, paint }) => ({ text: `${mark} ${label}`, painted: paint(`${mark} ${label}`) })),
    ...shared,
    ...[...signs].map(sign => plain(`${sign} ${signMeanings[sign]}`)),
  ]
  const result: { length: number; text: string }[] = []
  for (const { text, painted } of entries) {
    const last = result.at(-1)
    if (last === undefined || last.length + 3 + text.length > width) result.push({ length: text.length, text: painted })
    else Object.assign(last, { length: last.length + 3 + text.length, text: `${last.text}   ${painted}` })
  }
  return result.map(({ text }) => text)
}

const plain = (text: string): { text: string; painted: string } => ({ text, painted: text })
