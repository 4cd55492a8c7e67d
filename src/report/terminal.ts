import type { Judgement, Results } from '../results/results.js'
import { type Charset, inCharset } from './ascii.js'
import type { ColumnGroup } from './columns.js'
import { conclusion } from './conclusion.js'
import { drillBlocks } from './drill/drill-terminal.js'
import { list } from './list.js'
import { method } from './method.js'
import { type Paint, paint } from './paint.js'
import { rankingBars } from './ranking-bars.js'
import { rowNames } from './row-names.js'
import { scalingChart } from './scaling/scaling-chart.js'
import { tables } from './tables.js'
import { type TableLayout, terminalTables } from './terminal-table.js'
import { type VerdictGroup, verdictGroups } from './verdict-groups.js'
import { warningLines, warningText } from './warning-lines.js'
import { worstFirst } from './worst-first.js'
import { wrapped } from './wrapped.js'

export interface TerminalOptions {
  readonly color: boolean
  /** Columns of the terminal; nothing is wider, but a single column that does not fit. */
  readonly width: number
  /** Signs of charts where they are told to be ASCII: the locale of the terminal knows no others. */
  readonly charset?: Charset
}

/** Results for a person at a terminal: what they say, whether the gates hold, what speaks against them, the tables, how it was measured. */
export function renderTerminal(results: Results, options: TerminalOptions): string {
  const layout = { width: options.width, paint: paint(options.color) }
  const blocks = [
    conclusionBlock(results, layout),
    verdictBlock(results, layout),
    warningBlock(results, layout),
    rankingBars(results, options).join('\n'),
    ...drillBlocks(results, { ...layout, color: options.color }),
    scalingChart(results, { width: options.width, color: options.color }).join('\n'),
    ...tables(results).map(group => tableBlock(results, group, layout)),
    methodBlock(results, layout),
  ]
  return inCharset(`${blocks.filter(block => block !== '').join('\n\n')}\n`, options.charset)
}

function conclusionBlock(results: Results, { width, paint }: TableLayout): string {
  return conclusion(results)
    .flatMap(sentence => wrapped(sentence, width))
    .map(paint.strong)
    .join('\n')
}

function warningBlock({ warnings, refused }: Results, { width, paint }: TableLayout): string {
  const lines = warningLines(warnings).map(line => {
    const text = wrapped(warningText(line), width, '  ')
    return text.map(line.level === 'invalid' ? paint.bad : paint.caution).join('\n')
  })
  const missing = refused.flatMap(({ candidate, reason }) => wrapped(`not run: ${candidate}: ${reason}`, width, '  '))
  return [...lines, ...missing].join('\n')
}

function verdictBlock({ verdicts }: Results, { width, paint }: TableLayout): string {
  const passed = verdicts.filter(({ judgement }) => judgement === 'pass')
  const shown = worstFirst(verdicts).slice(
    0,
    verdicts.length - passed.length + (passed.length > mostPasses ? 0 : passed.length),
  )
  const others = verdicts.length - shown.length
  const lines = verdictGroups(shown).map(verdict => {
    const [first = '', ...rest] = wrapped(verdictText(verdict), width, '  ')
    return [paint[colorOf[verdict.judgement]](first), ...rest].join('\n')
  })
  const holding = others === 0 ? [] : [paint.good(`pass: ${others} gates (each in report.md)`)]
  return verdicts.length === 0 ? '' : ['Gates', ...lines, ...holding].join('\n')
}

/** More than these are counted: what holds must not hide what does not. */
const mostPasses = 6

const colorOf: Readonly<Record<Judgement, keyof Paint>> = {
  pass: 'good',
  fail: 'bad',
  inconclusive: 'caution',
  invalid: 'caution',
}

/** The reason of a judged gate holds its numbers; where it could not be judged, the gate has to be named. */
function verdictText({ gates, judgement, reason }: VerdictGroup): string {
  return judgement === 'invalid' ? `${judgement}: ${list(gates)}: ${reason}` : `${judgement}: ${reason}`
}

function tableBlock(results: Results, group: ColumnGroup, layout: TableLayout): string {
  return [
    ...wrapped(group.title, layout.width, '  '),
    terminalTables(rowNames(results, group), group.columns, layout).join('\n\n'),
  ].join('\n')
}

function methodBlock(results: Results, { width, paint }: TableLayout): string {
  return method(results, '*')
    .flatMap(text => wrapped(text, width, '  '))
    .map(paint.faint)
    .join('\n')
}
