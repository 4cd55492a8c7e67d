import { wrapped } from '../../../report/wrapped.js'
import { formatMs, formatRate, formatShare } from '../../../units.js'
import { progressBar } from './bars.js'
import { candidateLines } from './candidate-lines.js'
import { cutMark, type Look } from './look.js'
import type { RunningView, RunView } from './run-view.js'
import { shareLines } from './share-lines.js'
import { clipped, flowed, textWidth } from './text-width.js'

/** A bar is drawn where so many cells are left for it. */
const leastBar = 6
const mostBar = 40
/** Of trials that run at the same time so many are shown. */
const mostRunning = 4

/** A run as lines of a terminal, none wider than it and no more than it has. */
export function renderView(view: RunView, look: Look): string[] {
  const shown = view.running.slice(0, mostRunning)
  const only = view.running.length === 1 ? view.running[0]!.glimpse : undefined
  const top = [
    ...headLines(view, look),
    ...shown.flatMap(running => runningLines(running, look)),
    ...(view.between ? [look.paint.faint('between two trials')] : []),
    ...(only === undefined ? [] : shareLines(only.backends, look)),
    ...(view.found === '' ? [] : [cut(view.found, look)]),
    ...(view.stopping ? stoppingLines(look) : []),
  ]
  const candidates = candidateLines(view.candidates, look, look.height - top.length - 1)
  return [...top, ...(candidates.length === 0 ? [] : ['', ...candidates])].slice(0, look.height)
}

function headLines({ title, done, total, atMost, share, left }: RunView, look: Look): string[] {
  const { charset, paint } = look
  const trials = `${done}/${total} trials${atMost ? ' at most' : ''}`
  const bar = look.width - [title, trials, left].reduce((sum, text) => sum + (text === '' ? 0 : textWidth(text) + 2), 0)
  const [full, rest] = progressBar(share, Math.min(mostBar, Math.max(bar, leastBar)), charset)
  const pieces = [paint.strong(cut(title, look)), paint.good(full) + paint.faint(rest), trials, left]
  return flowed(pieces, look.width, '')
}

function runningLines({ candidate, round, rounds, again, doing, glimpse }: RunningView, look: Look): string[] {
  const { paint } = look
  const who = clipped(candidate, Math.max(8, look.width - 14), cutMark[look.charset])
  const pieces = [
    `round ${round}/${rounds}  ${paint.strong(who)}`,
    doing,
    ...(glimpse === undefined ? [] : numbersOf(glimpse, look)),
    again === undefined ? '' : paint.caution(clipped(`again: ${again}`, look.width - 2, cutMark[look.charset])),
  ]
  return flowed(pieces, look.width, '  ')
}

function numbersOf(
  { requests, failed, ratePerSecond, p99Ms }: NonNullable<RunningView['glimpse']>,
  { paint }: Look,
): string[] {
  const failures = `${formatShare(requests === 0 ? 0 : failed / requests)} failed`
  return [
    formatRate(ratePerSecond),
    p99Ms !== null ? `p99 ${formatMs(p99Ms)} so far` : requests === 0 ? '' : 'p99 not yet',
    requests === 0 ? '' : failed === 0 ? failures : paint.bad(failures),
  ]
}

function stoppingLines({ width, paint }: Look): string[] {
  return wrapped("stopping after this trial's programs are down; again to stop at once", width).map(paint.caution)
}

const cut = (text: string, { width, charset }: Look): string => clipped(text, width, cutMark[charset])
