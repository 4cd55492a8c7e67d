import type { Vary } from '../../../sweep/vary/vary.js'
import { paint } from '../../paint.js'
import type { TerminalOptions } from '../../terminal.js'
import { wrapped } from '../../wrapped.js'
import { textTables } from '../text-table.js'
import { tradeChart } from './trade-chart.js'
import { varyMethod } from './vary-method.js'
import { varySentences } from './vary-sentences.js'
import { varyTable } from './vary-table.js'

/** Settings against each other for a person at a terminal: the picture, what it says, the numbers, how they were found. */
export function renderVaryTerminal(vary: Vary, options: TerminalOptions): string {
  const { strong, faint } = paint(options.color)
  const { width } = options
  const text = (sentences: readonly string[], style: (line: string) => string): string =>
    sentences
      .flatMap(sentence => wrapped(sentence, width, '  '))
      .map(style)
      .join('\n')
  const { first, columns } = varyTable(vary)
  const parts = [
    tradeChart(vary, options).join('\n'),
    text(varySentences(vary), strong),
    textTables(first, columns, width)
      .map(lines => lines.join('\n'))
      .join('\n\n'),
    text(varyMethod(vary), faint),
  ]
  return `${parts.filter(part => part !== '').join('\n\n')}\n`
}
