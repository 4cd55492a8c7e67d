import type { Verdict } from '../../results/results.js'
import { warningLines } from '../warning-lines.js'
import { worstFirst } from '../worst-first.js'
import type { Judged } from './render-export.js'

/** GitHub shows ten of a kind a step, and drops the others without a word. */
const most = 10

/**
 * Workflow commands for GitHub Actions, a line each: errors for what makes the step fail, warnings for what cannot be told;
 * the worst first, ten of a kind at most, of which the last one says how many more there are. '' where all is well.
 * @param failure what ended the run early; undefined where it went well
 */
export function renderAnnotations({ results, verdicts, inconclusive }: Judged, failure?: string): string {
  const { scenario, stopped, warnings } = results
  const sorted = worstFirst(verdicts)
  const those = (...judgements: Verdict['judgement'][]): Note[] =>
    sorted
      .filter(({ judgement }) => judgements.includes(judgement))
      .map(({ gate, judgement, reason }) => ({ title: `${gate}: ${judgement}`, message: reason }))
  const errors = [
    ...(failure === undefined ? [] : [{ title: 'the run ended early', message: failure }]),
    ...stopped.map(({ candidate, round, reason }) => ({
      title: `${candidate} was stopped`,
      message: `in round ${round + 1}: ${reason}`,
    })),
    ...those('fail', ...(inconclusive === 'fail' ? (['inconclusive'] as const) : [])),
  ]
  const doubts = warningLines(warnings.filter(({ level }) => level === 'invalid')).map(({ code, about, message }) => ({
    title: `${about ?? 'the run'} is not to be trusted [${code}]`,
    message,
  }))
  const cautions = [...those('invalid', ...(inconclusive === undefined ? (['inconclusive'] as const) : [])), ...doubts]
  return [...commands('error', scenario.name, errors), ...commands('warning', scenario.name, cautions)].join('')
}

/** What a run ended with before it had anything to tell; a line. */
export function renderRefusal(message: string): string {
  return `::error title=lbbench::${data(message)}\n`
}

interface Note {
  readonly title: string
  readonly message: string
}

function commands(level: 'error' | 'warning', scenario: string, notes: readonly Note[]): string[] {
  const shown = notes.length > most ? notes.slice(0, most - 1) : notes
  const hidden = notes.length - shown.length
  const rest = { title: `${hidden} more`, message: `${hidden} more of these: see the summary of this run` }
  return [...shown, ...(hidden > 0 ? [rest] : [])].map(
    ({ title, message }) => `::${level} title=${property(`lbbench ${scenario}: ${title}`)}::${data(message)}\n`,
  )
}

/** https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts: what the runner reads back. */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
