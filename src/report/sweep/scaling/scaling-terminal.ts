import type { Scaling } from '../../../sweep/scaling/scaling.js'
import { inCharset } from '../../ascii.js'
import { paint } from '../../paint.js'
import type { TerminalOptions } from '../../terminal.js'
import { paragraph } from '../paragraph.js'
import { type TextColumn, textTables } from '../text-table.js'
import { fitColumns, fleetColumn, rateColumns } from './scaling-cells.js'
import { scalingChart } from './scaling-chart.js'
import { scalingMethod } from './scaling-method.js'
import { scalingSentences } from './scaling-sentences.js'

/** A scaling curve for a person at a terminal: the chart, what it says, the numbers, how they were found. */
export function renderScalingTerminal(scaling: Scaling, options: TerminalOptions): string {
  const { strong, faint } = paint(options.color)
  const { width } = options
  const table = (first: TextColumn, columns: readonly TextColumn[]): string =>
    textTables(first, columns, width)
      .map(lines => lines.join('\n'))
      .join('\n\n')
  const fits = fitColumns(scaling)
  const parts = [
    scalingChart(scaling, options).join('\n'),
    paragraph(scalingSentences(scaling), width, strong),
    table(fleetColumn(scaling), rateColumns(scaling)),
    fits === undefined ? '' : table(fits.first, fits.columns),
    paragraph(scalingMethod(scaling), width, faint),
  ]
  return inCharset(`${parts.filter(part => part !== '').join('\n\n')}\n`, options.charset)
}
