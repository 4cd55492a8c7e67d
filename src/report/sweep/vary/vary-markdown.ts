import type { Vary } from '../../../sweep/vary/vary.js'
import { list } from '../../list.js'
import { escaped, markdownEnd, markdownPage, markdownTable, markdownText } from '../markdown-blocks.js'
import { tradeChart } from './trade-chart.js'
import { varyMethod } from './vary-method.js'
import { varySentences } from './vary-sentences.js'
import { varyTable } from './vary-table.js'

/** Settings against each other as `vary.md`, fit for a pull request. */
export function renderVaryMarkdown(vary: Vary): string {
  const { first, columns } = varyTable(vary)
  const chart = tradeChart(vary, { color: false, width: 100 })
  return markdownPage([
    `# lbbench sweep: ${escaped(vary.scenario.name)}`,
    escaped(vary.scenario.description),
    ...varySentences(vary).map(sentence => `**${escaped(sentence)}**`),
    chart.length === 0 ? '' : markdownText(chart),
    markdownTable(`By ${list(vary.variations.map(({ path }) => path))}`, first, columns),
    ...markdownEnd(varyMethod(vary), vary.environment.command),
  ])
}
