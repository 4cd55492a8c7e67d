import type { Beside } from '../../beside/beside.js'
import type { ReportFormat } from '../render-report.js'
import type { TerminalOptions } from '../terminal.js'
import { renderBesideCsv } from './beside-csv.js'
import { renderBesideJson } from './beside-json.js'
import { renderBesideMarkdown } from './beside-markdown.js'
import { renderBesideTerminal } from './beside-terminal.js'

/** Two results side by side as text in one of the formats, ended by a newline. `options` matter to the terminal only. */
export function renderBeside(beside: Beside, format: ReportFormat, options: TerminalOptions): string {
  return renderers[format](beside, options)
}

const renderers: Readonly<Record<ReportFormat, (beside: Beside, options: TerminalOptions) => string>> = {
  terminal: renderBesideTerminal,
  markdown: renderBesideMarkdown,
  json: renderBesideJson,
  csv: renderBesideCsv,
}
