import * as Plot from '@observablehq/plot'
import type { IntervalsData } from '../../report/html/chart/chart.js'
import type { Look } from './index.js'

/** A row a candidate, a panel a metric: a dot where the estimate is, a line as long as its interval. */
export function drawIntervals({ panels }: IntervalsData, { width, shown, colorOf }: Look): Element {
  const rows = panels.flatMap(({ name, unit, rows }) =>
    rows.filter(({ candidate }) => shown.has(candidate)).map(row => ({ ...row, metric: name, unit })),
  )
  const stroke = ({ candidate }: { candidate: string }): string => colorOf(candidate)
  return Plot.plot({
    className: 'plot',
    width,
    marginLeft: 110,
    x: { type: 'log', label: 'ms', grid: true },
    y: { label: null },
    fy: { label: null },
    color: { type: 'identity' },
    marks: [
      Plot.ruleY(rows, {
        x1: row => row.low ?? row.value,
        x2: row => row.high ?? row.value,
        y: 'candidate',
        fy: 'metric',
        stroke,
        strokeWidth: 3,
      }),
      Plot.dot(rows, { x: 'value', y: 'candidate', fy: 'metric', fill: stroke, r: 5, tip: true }),
    ],
  })
}
