import type { Vary } from '../../sweep/vary/vary.js'
import type { ReportFormat } from '../render-report.js'
import type { TerminalOptions } from '../terminal.js'
import { renderVaryCsv } from './vary/vary-csv.js'
import { renderVaryMarkdown } from './vary/vary-markdown.js'
import { renderVaryTerminal } from './vary/vary-terminal.js'

/** Settings against each other as text in one of the formats, ended by a newline. `options` matter to the terminal only. */
export function renderVary(
  vary: Vary,
  format: ReportFormat,
  options: TerminalOptions = { color: false, width: 100 },
): string {
  return renderers[format](vary, options)
}

const renderers: Readonly<Record<ReportFormat, (vary: Vary, options: TerminalOptions) => string>> = {
  terminal: renderVaryTerminal,
  markdown: renderVaryMarkdown,
  json: vary => `${JSON.stringify(vary, null, 2)}\n`,
  csv: renderVaryCsv,
}
