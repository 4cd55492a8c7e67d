import type { Results } from '../../results/results.js'
import { rowNames } from '../row-names.js'
import { type TableLayout, terminalTables } from '../terminal-table.js'
import { wrapped } from '../wrapped.js'
import { drillCards } from './drill-cards.js'
import { timelineText } from './timeline-text.js'

/** A block an incident, then how it went over time; none where the scenario has no incidents. */
export function drillBlocks(results: Results, layout: TableLayout & { readonly color: boolean }): string[] {
  const { width, color } = layout
  const cards = drillCards(results).map(({ group, notes }) =>
    [
      ...wrapped(group.title, width, '  '),
      terminalTables(rowNames(results, group), group.columns, layout).join('\n\n'),
      ...notes.flatMap(note => wrapped(note, width, '  ')),
    ].join('\n'),
  )
  return [...cards, timelineText(results, { color, width }).join('\n')]
}
