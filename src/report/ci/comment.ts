import type { Judgement, Results, Verdict } from '../../results/results.js'
import { conclusion } from '../conclusion.js'
import { drillTables } from '../drill/drill-markdown.js'
import { headlineMetric } from '../headline-metric.js'
import { alert, verdictTable } from '../markdown.js'
import { markdownTable } from '../markdown-table.js'
import { details, escaped, fenced } from '../markdown-text.js'
import { scalingGroup } from '../scaling/scaling-columns.js'
import { worstFirst } from '../worst-first.js'
import { candidateTable } from './candidate-table.js'
import { commentCharts } from './comment-charts.js'
import { fitBlocks } from './fit-blocks.js'

/** GitHub takes 65,536 characters, and its database that many bytes; something of the poster's own should still fit. */
const mostBytes = 64_000

/**
 * A comment on a pull request: verdicts first, then what the run says, the numbers with their intervals, charts that GitHub
 * renders, how to repeat it. Its first line is a remark nobody sees, the same for each run of a scenario, by which a workflow
 * finds the comment it wrote before. At most 64,000 bytes of UTF-8.
 */
export function renderComment(results: Results, verdicts: readonly Verdict[]): string {
  const { scenario, warnings } = results
  const sorted = worstFirst(verdicts)
  const open = sorted.filter(({ judgement }) => judgement !== 'pass')
  const passed = sorted.filter(({ judgement, told }) => judgement === 'pass' && !told)
  const told = sorted.filter(verdict => verdict.told)
  const blocks = [
    `${marker(scenario.name)}\n## lbbench ${escaped(scenario.name)}: ${tally(results, verdicts)}`,
    verdictTable(open),
    alert(
      'CAUTION',
      'Not to be trusted',
      warnings.filter(({ level }) => level === 'invalid'),
    ),
    ...conclusion(results).map(sentence => `**${escaped(sentence)}**`),
    ...measured(results),
    ...drillTables(results),
    autoscaling(results),
    passed.length === 0 ? '' : details(`${passed.length} passed`, [verdictTable(passed)]),
    told.length === 0 ? '' : details('Told, not judged', [fenced(told.map(({ reason }) => reason))]),
    alert(
      'WARNING',
      'Read with care',
      warnings.filter(({ level }) => level === 'caution'),
    ),
    repeat(results),
  ]
  return fitBlocks(blocks, mostBytes, '(cut to fit a comment; all of it: results.json)')
}

function marker(scenario: string): string {
  return `<!-- lbbench ${scenario.replaceAll(/[^\w. ]+/g, '-').replaceAll('--', '-')} -->`
}

const order: readonly Judgement[] = ['fail', 'invalid', 'inconclusive', 'pass']
const words: Readonly<Record<Judgement, string>> = {
  fail: 'failed',
  invalid: 'invalid',
  inconclusive: 'cannot be told',
  pass: 'passed',
}

/** "1 failed, 2 passed", or what there is to say without gates: what is told and not judged counts for nothing. */
function tally({ stopped }: Results, verdicts: readonly Verdict[]): string {
  const halted = stopped.length === 0 ? [] : [`${stopped.length} stopped`]
  const counted = order
    .map(judgement => ({ judgement, n: verdicts.filter(one => one.judgement === judgement && !one.told).length }))
    .filter(({ n }) => n > 0)
    .map(({ judgement, n }) => `${n} ${words[judgement]}`)
  return [...halted, ...counted].join(', ') || 'no gates'
}

/** What autoscaling came to; '' where no fleet was scaled. */
function autoscaling(results: Results): string {
  const group = scalingGroup(results)
  return group === undefined ? '' : markdownTable(results, group)
}

/** The table and the charts of the metric that the run is about; nothing where none was told. */
function measured(results: Results): string[] {
  const { candidates, intervals } = results
  const headline = headlineMetric(candidates)
  if (headline === undefined) return []
  const level = Math.round(intervals.confidence * 1000) / 10
  return [
    candidateTable(results, headline),
    escaped(`In brackets: ${level} % intervals over the rounds; ~ no difference shown.`),
    ...commentCharts(results),
  ]
}

function repeat({ environment, scenario, rounds }: Results): string {
  const { command, lbbench, node, os, cpu, cores, startedAt } = environment
  const where = `lbbench ${lbbench}, Node ${node}, ${os}, ${cpu} (${cores} cores), ${startedAt}; ${rounds.done} rounds, scenario ${scenario.hash.slice(0, 16)}`
  return details('Repeat it', [fenced([command], 'sh'), '', escaped(where)])
}
