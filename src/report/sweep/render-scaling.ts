import type { Scaling } from '../../sweep/scaling/scaling.js'
import type { ReportFormat } from '../render-report.js'
import type { TerminalOptions } from '../terminal.js'
import { renderScalingCsv } from './scaling/scaling-csv.js'
import { renderScalingMarkdown } from './scaling/scaling-markdown.js'
import { renderScalingTerminal } from './scaling/scaling-terminal.js'

/** A scaling curve as text in one of the formats, ended by a newline. `options` matter to the terminal only. */
export function renderScaling(
  scaling: Scaling,
  format: ReportFormat,
  options: TerminalOptions = { color: false, width: 100 },
): string {
  return renderers[format](scaling, options)
}

const renderers: Readonly<Record<ReportFormat, (scaling: Scaling, options: TerminalOptions) => string>> = {
  terminal: renderScalingTerminal,
  markdown: scaling => renderScalingMarkdown(scaling),
  json: scaling => `${JSON.stringify(scaling, null, 2)}\n`,
  csv: renderScalingCsv,
}
