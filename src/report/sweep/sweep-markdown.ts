import { metricInfo } from '../../results/metric-info.js'
import { axisInfo } from '../../sweep/axis.js'
import type { Sweep } from '../../sweep/sweep.js'
import { headlineText } from './headlines.js'
import { escaped, markdownEnd, markdownPage, markdownTable, markdownText } from './markdown-blocks.js'
import { axisColumn, errorColumns, metricColumns } from './sweep-cells.js'
import { sweepChart } from './sweep-chart.js'
import { sweepMethod } from './sweep-method.js'
import { sweepSentences } from './sweep-sentences.js'
import { sweepTitle } from './sweep-svg.js'

/**
 * A sweep as `sweep.md`, fit for a pull request.
 * @param picture name of the file that lies beside; undefined where none does
 */
export function renderSweepMarkdown(sweep: Sweep, picture?: string): string {
  const { name } = axisInfo[sweep.axis.kind]
  return markdownPage([
    `# lbbench sweep: ${escaped(sweep.scenario.name)}`,
    escaped(sweep.scenario.description),
    ...sweepSentences(sweep).map(sentence => `**${escaped(sentence)}**`),
    picture === undefined ? '' : `![${metricInfo[sweep.metric].name} by ${name}; ${altOf(sweep)}](${picture})`,
    markdownText(sweepChart(sweep, { color: false, width: 100 })),
    markdownTable(`${metricInfo[sweep.metric].name} in ms by ${name}`, axisColumn(sweep), metricColumns(sweep)),
    markdownTable(`Failed requests in % by ${name}`, axisColumn(sweep), errorColumns(sweep)),
    ...markdownEnd(sweepMethod(sweep), sweep.environment.command),
  ])
}

/** What stands above the picture; brackets would end it. */
function altOf(sweep: Sweep): string {
  return escaped(headlineText(sweepTitle(sweep))).replaceAll(/[[\]]/g, '')
}
