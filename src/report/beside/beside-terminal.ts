import type { Beside, Difference, Note, Outcome } from '../../beside/beside.js'
import { type Paint, paint } from '../paint.js'
import type { TerminalOptions } from '../terminal.js'
import type { TableLayout } from '../terminal-table.js'
import { wrapped } from '../wrapped.js'
import { besideMethod, runText } from './beside-method.js'
import { otherRows, type Row, telling, testedRows } from './beside-rows.js'
import { besideTable } from './beside-table.js'
import { sideHeads } from './compared-rounds.js'
import { missingSentences } from './missing-sentences.js'
import { overallSentence } from './overall-sentence.js'
import { pairSentence } from './pair-sentence.js'

/** Two results for a person at a terminal: what changed, how far to trust it, the numbers, what differs, how it was compared. */
export function renderBesideTerminal(beside: Beside, { color, width }: TerminalOptions): string {
  const layout = { width, paint: paint(color) }
  // Of equal numbers each run's own report has a better table.
  const heads = sideHeads(beside)
  const isNews = beside.alike === 'other'
  const blocks = [
    headBlock(beside, layout),
    conclusionBlock(beside, layout),
    noteBlock(beside.notes, layout),
    tableBlock({ metric: 'Tested', ...heads }, isNews ? testedRows(beside) : [], layout),
    tableBlock({ metric: 'Not tested', ...heads }, isNews ? telling(otherRows(beside)) : [], layout),
    differenceBlock(beside.differences, layout),
    faintBlock(besideMethod(beside), layout),
  ]
  return `${blocks.filter(block => block !== '').join('\n\n')}\n`
}

function headBlock({ before, after }: Beside, { width }: TableLayout): string {
  const lines = [`before: ${runText(before)}`, `after: ${runText(after)}`]
  return lines.flatMap(line => wrapped(line, width, '  ')).join('\n')
}

function conclusionBlock(beside: Beside, { width, paint }: TableLayout): string {
  const question = beside.notes.filter(({ level }) => level === 'question')
  const pairs = beside.alike === 'other' ? beside.pairs : []
  return [
    ...question.flatMap(({ message }) => wrapped(message, width).map(line => paint.bad(line))),
    ...wrapped(overallSentence(beside), width).map(paint.strong),
    ...pairs.flatMap(pair => wrapped(pairSentence(pair, beside), width, '  ').map(inColor(pair.outcome, paint))),
    ...missingSentences(beside).flatMap(sentence => wrapped(sentence, width, '  ')),
  ].join('\n')
}

function inColor(outcome: Outcome, paint: Paint): (text: string) => string {
  return outcome === 'better' ? paint.good : outcome === 'worse' ? paint.bad : text => text
}

function noteBlock(notes: readonly Note[], { width, paint }: TableLayout): string {
  const colors: Readonly<Record<Note['level'], keyof Paint>> = { question: 'bad', caution: 'caution', note: 'faint' }
  return notes
    .filter(({ level }) => level !== 'question')
    .map(({ level, message }) => wrapped(`${level}: ${message}`, width, '  ').map(paint[colors[level]]).join('\n'))
    .join('\n')
}

const tableBlock = (heads: Parameters<typeof besideTable>[0], rows: readonly Row[], layout: TableLayout): string =>
  rows.length === 0 ? '' : besideTable(heads, rows, layout).join('\n')

function differenceBlock(differences: readonly Difference[], { width }: TableLayout): string {
  if (differences.length === 0) return ''
  const lines = differences.flatMap(({ about, what, before, after }) =>
    wrapped(`  ${about === 'candidate' ? '' : `${about} `}${what}: ${before} -> ${after}`, width, '    '),
  )
  return ['What else differs', ...lines].join('\n')
}

function faintBlock(sentences: readonly string[], { width, paint }: TableLayout): string {
  return sentences
    .flatMap(text => wrapped(text, width, '  '))
    .map(paint.faint)
    .join('\n')
}
