import type { Results } from '../../results/results.js'
import { markdownTable } from '../markdown-table.js'
import { details, escaped, fenced } from '../markdown-text.js'
import { drillCards } from './drill-cards.js'
import { timelineText } from './timeline-text.js'

/** Columns of a fenced block that no page cuts off. */
const width = 96

/** A table an incident with its notes, then how it went over time as text, folded; none where the scenario has no incidents. */
export function drillMarkdown(results: Results): string[] {
  const timeline = timelineText(results, { color: false, width })
  return [...drillTables(results), timeline.length === 0 ? '' : details('Over time, as text', [fenced(timeline)])]
}

/** A block an incident: its table and, below, what has to be said of the cells. */
export function drillTables(results: Results): string[] {
  return drillCards(results).map(({ group, notes }) =>
    [markdownTable(results, group), ...notes.map(note => `\n${escaped(note)}`)].join('\n'),
  )
}
