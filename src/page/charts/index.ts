import type { Chart } from '../../report/html/chart/chart.js'
import { drawIntervals } from './intervals.js'

/** How a chart is to look. */
export interface Look {
  /** px */
  readonly width: number
  /** Ids of the candidates to draw. */
  readonly shown: ReadonlySet<string>
  /** A candidate's colour, as CSS has it: a variable, so that dark mode and print are CSS alone. */
  colorOf(candidate: string): string
}

/** A chart as SVG. */
export function drawChart(chart: Chart, look: Look): Element {
  switch (chart.kind) {
    case 'intervals':
      return drawIntervals(chart.data, look)
  }
}
