import { formatNumber } from '../../results/format-metric.js'
import type { Interval } from '../../stats/interval.js'

/** A line of the plot. */
export interface PlotLine {
  readonly label: string
  readonly interval: Interval
}

const width = 48

/**
 * Intervals one below the other, on one axis from 0, in signs of a fixed width: where two do not overlap, the eye sees it.
 * `─` runs from the lower to the upper end, `┼` is the estimate; where there is no interval it stands alone.
 */
export function intervalPlot(unit: string, lines: readonly PlotLine[]): string[] {
  const highest = Math.max(...lines.map(({ interval }) => interval.high ?? interval.value))
  const column = (value: number): number =>
    highest <= 0 ? 0 : Math.max(0, Math.min(width - 1, Math.round((value / highest) * (width - 1))))
  const labels = Math.max(...lines.map(({ label }) => label.length))
  const end = `${formatNumber(highest)} ${unit}`
  return [
    ...lines.map(({ label, interval }) => `${label.padEnd(labels)} |${drawn(interval, column)}|`),
    `${''.padEnd(labels)} 0${end.padStart(width + 1)}`,
  ]
}

function drawn({ value, low, high }: Interval, column: (value: number) => number): string {
  const signs = Array.from({ length: width }, () => ' ')
  const [from, to] = low === null || high === null ? [column(value), column(value)] : [column(low), column(high)]
  signs.fill('─', from, to + 1)
  if (to > from) {
    signs[from] = '├'
    signs[to] = '┤'
  }
  signs[column(value)] = '┼'
  return signs.join('')
}
