import type { Judgement, Results, Verdict, Warning } from '../results/results.js'
import { conclusion } from './conclusion.js'
import { drillMarkdown } from './drill/drill-markdown.js'
import { markdownTable } from './markdown-table.js'
import { code, details, escaped, fenced } from './markdown-text.js'
import { method, usesFleet } from './method.js'
import { pictureBlocks } from './pictures/pictures.js'
import { tables } from './tables.js'
import { verdictGroups } from './verdict-groups.js'
import { warningLines } from './warning-lines.js'
import { worstFirst } from './worst-first.js'

/** GitHub refuses comments above 65,536 characters; a link or a heading of the poster's own still has to fit. */
const mostCharacters = 60_000

/** Results as `report.md`, fit for a pull request's comment: doubts first, then verdicts, the ranking, how to repeat it. */
export function renderMarkdown(results: Results): string {
  return cut(`${markdownBlocks(results, pictureBlocks(results)).join('\n\n')}\n`)
}

/**
 * The parts of `report.md`, in order, none empty; an empty line stands between them.
 * @param pictures show files that lie beside; none where none does
 */
export function markdownBlocks(results: Results, pictures: readonly string[] = []): string[] {
  const invalid = results.warnings.filter(({ level }) => level === 'invalid')
  const cautions = results.warnings.filter(({ level }) => level === 'caution')
  const blocks = [
    `# lbbench: ${escaped(results.scenario.name)}`,
    escaped(results.scenario.description),
    alert('CAUTION', 'Not to be trusted', invalid),
    ...conclusion(results).map(sentence => `**${escaped(sentence)}**`),
    ...verdictBlocks(results.verdicts),
    alert('WARNING', 'Read with care', cautions),
    ...pictures,
    ...drillMarkdown(results),
    ...tables(results).map(group => markdownTable(results, group)),
    refusedList(results),
    measuredBlock(results),
    repeatBlock(results),
  ]
  return blocks.filter(block => block !== '')
}

/** A box of GitHub's Markdown; '' without warnings. */
export function alert(kind: string, title: string, warnings: readonly Warning[]): string {
  if (warnings.length === 0) return ''
  const lines = warningLines(warnings).map(
    ({ code: word, about, message }) =>
      `> - ${code(word)} ${about === undefined ? '' : `${escaped(about)}: `}${escaped(message)}`,
  )
  return [`> [!${kind}]`, `> ${title}:`, ...lines].join('\n')
}

const badges: Readonly<Record<Judgement, string>> = {
  pass: 'pass',
  fail: '**fail**',
  inconclusive: 'inconclusive',
  invalid: 'invalid',
}

/** The worst first; many that hold are folded away. */
function verdictBlocks(verdicts: readonly Verdict[]): string[] {
  const sorted = worstFirst(verdicts)
  const passed = sorted.filter(({ judgement }) => judgement === 'pass')
  if (passed.length <= mostPasses) return [verdictTable(sorted)]
  const open = sorted.slice(0, sorted.length - passed.length)
  return [verdictTable(open), details(`${passed.length} passed`, [verdictTable(passed)])]
}

const mostPasses = 6

/** A row a verdict, or what could not be judged for the same reason; '' without any. */
export function verdictTable(verdicts: readonly Verdict[]): string {
  if (verdicts.length === 0) return ''
  const rows = verdictGroups(verdicts).map(
    ({ gates, judgement, reason }) => `| ${badges[judgement]} | ${gates.map(code).join(', ')} | ${escaped(reason)} |`,
  )
  return ['| verdict | gate | why |', '|---|---|---|', ...rows].join('\n')
}

function refusedList({ refused }: Results): string {
  if (refused.length === 0) return ''
  return ['Not run:', ...refused.map(({ candidate, reason }) => `- ${code(candidate)}: ${escaped(reason)}`)].join('\n')
}

function measuredBlock(results: Results): string {
  const backends = results.scenario.backends.map(
    ({ name, weight, summary }) => `- ${code(name)}: ${escaped(summary)}${weight === 1 ? '' : `, weight ${weight}`}`,
  )
  return [
    '## How it was measured',
    '',
    ...method(results, 'bold').map(text => `- ${escaped(text)}`),
    ...(usesFleet(results) ? ['', details(`Backends (${backends.length})`, backends)] : []),
  ].join('\n')
}

function repeatBlock({ environment, scenario }: Results): string {
  const { command, lbbench, node, autocannon, os, cpu, cores, startedAt } = environment
  return [
    '## Repeat it',
    '',
    fenced([command], 'sh'),
    '',
    escaped(
      `lbbench ${lbbench}, Node ${node}, autocannon ${autocannon}, ${os}, ${cpu} (${cores} cores), ${startedAt}.`,
    ),
    `Scenario hash ${code(scenario.hash.slice(0, 16))}.`,
  ].join('\n')
}

/** Cut at a line, so that no table row is half; the reader is told. */
function cut(text: string): string {
  if (text.length <= mostCharacters) return text
  const end = text.lastIndexOf('\n', mostCharacters)
  return `${text.slice(0, end)}\n\n(cut to fit a comment; all of it: results.json)\n`
}
