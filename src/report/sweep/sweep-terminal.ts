import { metricInfo } from '../../results/metric-info.js'
import type { Sweep } from '../../sweep/sweep.js'
import { inCharset } from '../ascii.js'
import { paint } from '../paint.js'
import type { TerminalOptions } from '../terminal.js'
import { paragraph } from './paragraph.js'
import { axisColumn, errorColumns, metricColumns } from './sweep-cells.js'
import { sweepChart } from './sweep-chart.js'
import { sweepMethod } from './sweep-method.js'
import { sweepSentences } from './sweep-sentences.js'
import { type TextColumn, textTables } from './text-table.js'

/** A sweep for a person at a terminal: the chart, what it says, the numbers, how they were found. */
export function renderSweepTerminal(sweep: Sweep, options: TerminalOptions): string {
  const { strong, faint } = paint(options.color)
  const { width } = options
  const table = (title: string, columns: readonly TextColumn[]): string =>
    columns.length === 0 ? '' : [title, blocks(textTables(axisColumn(sweep), columns, width))].join('\n')
  const parts = [
    sweepChart(sweep, options).join('\n'),
    paragraph(sweepSentences(sweep), width, strong),
    table(`${metricInfo[sweep.metric].name} in ms`, metricColumns(sweep)),
    table('Failed requests in %', errorColumns(sweep)),
    paragraph(sweepMethod(sweep), width, faint),
  ]
  return inCharset(`${parts.filter(part => part !== '').join('\n\n')}\n`, options.charset)
}

const blocks = (tables: readonly string[][]): string => tables.map(lines => lines.join('\n')).join('\n\n')
