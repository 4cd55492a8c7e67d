import type { Vary } from '../../../sweep/vary/vary.js'
import { inCharset } from '../../ascii.js'
import { paint } from '../../paint.js'
import type { TerminalOptions } from '../../terminal.js'
import { paragraph } from '../paragraph.js'
import { textTables } from '../text-table.js'
import { tradeChart } from './trade-chart.js'
import { varyMethod } from './vary-method.js'
import { varySentences } from './vary-sentences.js'
import { varyTable } from './vary-table.js'

/** Settings against each other for a person at a terminal: the picture, what it says, the numbers, how they were found. */
export function renderVaryTerminal(vary: Vary, options: TerminalOptions): string {
  const { strong, faint } = paint(options.color)
  const { width } = options
  const { first, columns } = varyTable(vary)
  const parts = [
    tradeChart(vary, options).join('\n'),
    paragraph(varySentences(vary), width, strong),
    textTables(first, columns, width)
      .map(lines => lines.join('\n'))
      .join('\n\n'),
    paragraph(varyMethod(vary), width, faint),
  ]
  return inCharset(`${parts.filter(part => part !== '').join('\n\n')}\n`, options.charset)
}
