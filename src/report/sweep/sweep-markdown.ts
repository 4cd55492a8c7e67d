import { metricInfo } from '../../results/metric-info.js'
import { axisInfo } from '../../sweep/axis.js'
import type { Sweep } from '../../sweep/sweep.js'
import { axisColumn, errorColumns, metricColumns } from './sweep-cells.js'
import { sweepChart } from './sweep-chart.js'
import { sweepMethod } from './sweep-method.js'
import { sweepSentences } from './sweep-sentences.js'
import type { TextColumn } from './text-table.js'

/** A sweep as `sweep.md`, fit for a pull request. */
export function renderSweepMarkdown(sweep: Sweep): string {
  const { name } = axisInfo[sweep.axis.kind]
  const blocks = [
    `# lbbench sweep: ${escaped(sweep.scenario.name)}`,
    escaped(sweep.scenario.description),
    ...sweepSentences(sweep).map(sentence => `**${escaped(sentence)}**`),
    ['```text', ...sweepChart(sweep, { color: false, width: 100 }), '```'].join('\n'),
    table(`${metricInfo[sweep.metric].name} in ms by ${name}`, axisColumn(sweep), metricColumns(sweep)),
    table(`Failed requests in % by ${name}`, axisColumn(sweep), errorColumns(sweep)),
    ['## How it was found', '', ...sweepMethod(sweep).map(text => `- ${escaped(text)}`)].join('\n'),
    ['## Repeat it', '', '```sh', sweep.environment.command, '```'].join('\n'),
  ]
  return `${blocks.filter(block => block !== '').join('\n\n')}\n`
}

function table(title: string, first: TextColumn, columns: readonly TextColumn[]): string {
  if (columns.length === 0) return ''
  const row = (cells: readonly string[]): string => `| ${cells.map(escaped).join(' | ')} |`
  const lines = first.cells.map((value, i) => row([value, ...columns.map(({ cells }) => cells[i]!)]))
  const head = row([first.head, ...columns.map(({ head }) => head)])
  return [`## ${escaped(title)}`, '', head, `|--:|${'--:|'.repeat(columns.length)}`, ...lines].join('\n')
}

/** Text that Markdown must not read. */
function escaped(text: string): string {
  return text.replaceAll(/[\\|*_<>~`]/g, mark => `\\${mark}`).replaceAll(/\r?\n/g, ' ')
}
