import type { Scaling } from '../../../sweep/scaling/scaling.js'
import { list } from '../../list.js'
import { headlineText, scalingHeadline } from '../headlines.js'
import { escaped, markdownEnd, markdownPage, markdownTable, markdownText } from '../markdown-blocks.js'
import { fitColumns, fleetColumn, rateColumns } from './scaling-cells.js'
import { scalingChart } from './scaling-chart.js'
import { scalingMethod } from './scaling-method.js'
import { scalingSentences } from './scaling-sentences.js'

/**
 * A scaling curve as `scaling.md`, fit for a pull request.
 * @param picture name of the file that lies beside; undefined where none does
 */
export function renderScalingMarkdown(scaling: Scaling, picture?: string): string {
  const fits = fitColumns(scaling)
  return markdownPage([
    `# lbbench sweep: ${escaped(scaling.scenario.name)} by backends`,
    escaped(scaling.scenario.description),
    ...scalingSentences(scaling).map(sentence => `**${escaped(sentence)}**`),
    picture === undefined ? '' : `![highest rate by backends; ${altOf(scaling)}](${picture})`,
    markdownText(scalingChart(scaling, { color: false, width: 100 })),
    markdownTable(`Highest rate under ${list(scaling.slos)}`, fleetColumn(scaling), rateColumns(scaling)),
    fits === undefined ? '' : markdownTable('Universal Scalability Law', fits.first, fits.columns),
    ...markdownEnd(scalingMethod(scaling), scaling.environment.command),
  ])
}

/** What stands above the picture; brackets would end it. */
function altOf(scaling: Scaling): string {
  return escaped(headlineText(scalingHeadline(scaling))).replaceAll(/[[\]]/g, '')
}
