import type { Results } from '../results/results.js'
import { renderCsv } from './csv.js'
import { renderJson } from './json.js'
import { renderMarkdown } from './markdown.js'
import { renderTerminal, type TerminalOptions } from './terminal.js'

export const reportFormats = ['terminal', 'markdown', 'json', 'csv'] as const
export type ReportFormat = (typeof reportFormats)[number]

/** Results as text in one of the formats, ended by a newline. `options` matter to the terminal only. */
export function renderReport(
  results: Results,
  format: ReportFormat,
  options: TerminalOptions = { color: false, width: 100 },
): string {
  return renderers[format](results, options)
}

const renderers: Readonly<Record<ReportFormat, (results: Results, options: TerminalOptions) => string>> = {
  terminal: renderTerminal,
  markdown: renderMarkdown,
  json: renderJson,
  csv: renderCsv,
}
