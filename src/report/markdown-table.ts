import type { Results } from '../results/results.js'
import type { Cell, ColumnGroup } from './columns.js'
import { invalidCandidates } from './leagues.js'
import { code, escaped } from './markdown-text.js'

/** A heading and a table, a row a candidate, the best cells bold. */
export function markdownTable(results: Results, group: ColumnGroup): string {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  const invalid = invalidCandidates(results)
  const name = (id: string): string => code(id) + (invalid.includes(id) ? ' (invalid)' : '')
  const lines = group.candidates.map(({ id }, i) =>
    row([name(id), ...group.columns.map(({ cells }) => marked(cells[i]!))]),
  )
  const head = row(['candidate', ...group.columns.map(column => escaped(column.head))])
  return [`## ${escaped(group.title)}`, '', head, `|---|${'--:|'.repeat(group.columns.length)}`, ...lines].join('\n')
}

/** A lone ~ in text: two of them would strike through what stands between. */
function marked({ text, standing }: Cell): string {
  if (standing === 'best') return `**${escaped(text)}**`
  return standing === '~' ? `${escaped(text)} \\~` : escaped(text)
}
