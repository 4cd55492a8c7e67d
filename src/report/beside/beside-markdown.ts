import type { Beside, Change, Difference, Note, Run } from '../../beside/beside.js'
import { formatEstimate } from '../../results/format-metric.js'
import { code, details, escaped } from '../markdown-text.js'
import { besideMethod, runText } from './beside-method.js'
import { otherRows, type Row, telling, testedRows } from './beside-rows.js'
import { sideHeads } from './compared-rounds.js'
import { missingSentences } from './missing-sentences.js'
import { overallSentence } from './overall-sentence.js'
import { pairSentence } from './pair-sentence.js'

/** GitHub refuses comments above 65,536 characters. */
const mostCharacters = 60_000

/** Two results as Markdown, fit for a pull request's comment: what changed first, what few ask for folded away. */
export function renderBesideMarkdown(beside: Beside): string {
  const { notes, differences, alike } = beside
  // Of equal numbers each run's own report has a better table.
  const pairs = alike === 'other' ? beside.pairs : []
  const blocks = [
    `# lbbench: ${escaped(beside.after.results.scenario.name)}, before and after`,
    alert('CAUTION', of(notes, 'question')),
    `**${escaped(overallSentence(beside))}**`,
    listed([...pairs.map(pair => pairSentence(pair, beside)), ...missingSentences(beside)]),
    alert('WARNING', of(notes, 'caution')),
    table(beside, alike === 'other' ? testedRows(beside) : []),
    folded('Not tested', table(beside, alike === 'other' ? telling(otherRows(beside)) : [])),
    differenceTable(differences),
    folded('How it was compared', listed([...runs(beside), ...of(notes, 'note'), ...besideMethod(beside)])),
  ]
  return cut(`${blocks.filter(block => block !== '').join('\n\n')}\n`)
}

const of = (notes: readonly Note[], level: Note['level']): string[] =>
  notes.filter(note => note.level === level).map(({ message }) => message)

const listed = (sentences: readonly string[]): string => sentences.map(text => `- ${escaped(text)}`).join('\n')

const runs = ({ before, after }: Beside): string[] => {
  const text = (side: string, run: Run): string => `${side}: ${runText(run)}`
  return [text('Before', before), text('After', after)]
}

function alert(kind: string, messages: readonly string[]): string {
  return messages.length === 0 ? '' : [`> [!${kind}]`, ...messages.map(text => `> - ${escaped(text)}`)].join('\n')
}

/** '' of nothing. */
const folded = (title: string, text: string): string => (text === '' ? '' : details(title, [text]))

/** Values with their intervals: a page has room for them. */
function table(beside: Beside, rows: readonly Row[]): string {
  if (rows.length === 0) return ''
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  const lines = rows.map(({ candidate, metric, change, verdict, of }) => {
    const sides = [side(of, 'before'), side(of, 'after')]
    const bold = verdict === 'better' || verdict === 'worse' ? `**${verdict}**` : escaped(verdict)
    return line([code(candidate), escaped(metric), ...sides.map(escaped), escaped(change), bold])
  })
  const heads = sideHeads(beside)
  const head = line(['candidate', 'metric', heads.before, heads.after, 'change', 'verdict'])
  return [head, '|---|---|--:|--:|--:|---|', ...lines].join('\n')
}

function side(change: Change, which: 'before' | 'after'): string {
  const estimate = change[which]
  if (estimate === null) return '-'
  return `${change.open[which] > 0 ? '>= ' : ''}${formatEstimate(change.metric, estimate)}`
}

function differenceTable(differences: readonly Difference[]): string {
  if (differences.length === 0) return ''
  const lines = differences.map(({ about, what, before, after }) => {
    const cells = [about === 'candidate' ? what : `${about}: ${what}`, before, after]
    return `| ${cells.map(escaped).join(' | ')} |`
  })
  return ['## What else differs', '', '| what | before | after |', '|---|---|---|', ...lines].join('\n')
}

/** Cut at a line, so that no table row is half; the reader is told. */
function cut(text: string): string {
  if (text.length <= mostCharacters) return text
  return `${text.slice(0, text.lastIndexOf('\n', mostCharacters))}\n\n(cut to fit a comment; all of it: --format json)\n`
}
