import type { Sweep } from '../../sweep/sweep.js'
import type { ReportFormat } from '../render-report.js'
import type { TerminalOptions } from '../terminal.js'
import { renderSweepCsv } from './sweep-csv.js'
import { renderSweepMarkdown } from './sweep-markdown.js'
import { renderSweepTerminal } from './sweep-terminal.js'

/** A sweep as text in one of the formats, ended by a newline. `options` matter to the terminal only. */
export function renderSweep(
  sweep: Sweep,
  format: ReportFormat,
  options: TerminalOptions = { color: false, width: 100 },
): string {
  return renderers[format](sweep, options)
}

const renderers: Readonly<Record<ReportFormat, (sweep: Sweep, options: TerminalOptions) => string>> = {
  terminal: renderSweepTerminal,
  markdown: sweep => renderSweepMarkdown(sweep),
  json: sweep => `${JSON.stringify(sweep, null, 2)}\n`,
  csv: renderSweepCsv,
}
