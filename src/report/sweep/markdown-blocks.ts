import { fenced } from '../markdown-text.js'
import type { TextColumn } from './text-table.js'

/** Text that Markdown must not read. */
export function escaped(text: string): string {
  return text.replaceAll(/[\\|*_<>~`]/g, mark => `\\${mark}`).replaceAll(/\r?\n/g, ' ')
}

/** A heading and a table below it, numbers to the right; nothing where there is no column. */
export function markdownTable(title: string, first: TextColumn, columns: readonly TextColumn[]): string {
  if (columns.length === 0) return ''
  const row = (cells: readonly string[]): string => `| ${cells.map(escaped).join(' | ')} |`
  const lines = first.cells.map((value, i) => row([value, ...columns.map(({ cells }) => cells[i]!)]))
  const head = row([first.head, ...columns.map(({ head }) => head)])
  return [`## ${escaped(title)}`, '', head, `|--:|${'--:|'.repeat(columns.length)}`, ...lines].join('\n')
}

/** What every page ends with: how it was found, and the command that finds it again. */
export function markdownEnd(method: readonly string[], command: string): string[] {
  return [
    ['## How it was found', '', ...method.map(text => `- ${escaped(text)}`)].join('\n'),
    ['## Repeat it', '', fenced([command], 'sh')].join('\n'),
  ]
}

/** A picture of characters, as it is. */
export function markdownText(lines: readonly string[]): string {
  return fenced(lines)
}

/** Blocks with an empty line between them, those that are empty left out. */
export function markdownPage(blocks: readonly string[]): string {
  return `${blocks.filter(block => block !== '').join('\n\n')}\n`
}
