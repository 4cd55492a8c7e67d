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
/** Why a trial is repeated stands on its line where so many cells are left for it. */
const leastReason = 24
/** Of trials that run at the same time so many are shown. */
const mostRunning = 4

/**
 * A run as lines of a terminal, none wider than it and no more than it has.
 * @param least lines above the candidates, so many at least: see `steadyView`
 */
export function renderView(view: RunView, look: Look, least = 0): string[] {
  const top = filledTo(topLines(view, look), least)
  const gap = view.stopping ? stoppingLines(look) : ['']
  const candidates = candidateLines(view.candidates, look, look.height - top.length - gap.length)
  const below = candidates.length > 0 || view.stopping ? [...gap, ...candidates] : []
  return [...top, ...below].slice(0, look.height)
}

/** What changes from moment to moment, above the candidates. Live trials keep the room that they need once they are measured. */
export function topLines(view: RunView, look: Look): string[] {
  const shown = view.running.slice(0, mostRunning)
  const only = view.running.length === 1 ? view.running[0]!.glimpse : undefined
  const running = [
    ...shown.flatMap(one => (one.virtual ? virtualLines(one, look) : liveLines(one, look))),
    ...(view.between ? [look.paint.faint('between two trials')] : []),
    ...(only === undefined ? [] : shareLines(only.backends, look)),
  ]
  const found = view.found === '' ? [] : [cut(view.found, look)]
  return [
    ...headLines(view, look),
    ...filledTo(running, roomOfLive(view, look)),
    ...(view.atMost ? filledTo(found, 1) : []),
  ]
}

function roomOfLive({ backends }: RunView, look: Look): number {
  if (backends.length === 0) return 0
  const unknown = backends.map(name => ({ name, requests: 0 }))
  return 2 + shareLines(unknown, look).length
}

function filledTo(lines: readonly string[], least: number): string[] {
  return [...lines, ...Array<string>(Math.max(0, least - lines.length)).fill('')]
}

function headLines({ title, done, total, atMost, share, left }: RunView, look: Look): string[] {
  const { charset, paint } = look
  const trials = `${done}/${total} trials${atMost ? ' at most' : ''}`
  const bar = look.width - [title, trials, left].reduce((sum, text) => sum + (text === '' ? 0 : textWidth(text) + 2), 0)
  const [full, rest] = progressBar(share, Math.min(mostBar, Math.max(bar, leastBar)), charset)
  const pieces = [paint.strong(cut(title, look)), paint.good(full) + paint.faint(rest), trials, left]
  return flowed(pieces, look.width, '')
}

function virtualLines(running: RunningView, look: Look): string[] {
  return flowed([whoOf(running, look), running.doing, ...numbersOf(running, look)], look.width, '  ')
}

/** What it does on one line, its numbers on the next: the numbers come and go, and nothing else moves with them. */
function liveLines(running: RunningView, look: Look): string[] {
  const { paint, width } = look
  const first = [whoOf(running, look), running.doing]
  const room = width - textWidth(flowed(first, width, '  ').at(-1)!) - 2
  const why = running.again === undefined ? '' : `again: ${running.again}`
  const text = clipped(why, room < leastReason ? width - 2 : room, cutMark[look.charset])
  const numbers = flowed(numbersOf(running, look), width - 2, '').map(line => `  ${line}`)
  const all = flowed([...first, text && paint.caution(text)], width, '  ')
  return [...all, ...(numbers.length === 0 ? [''] : numbers)]
}

function whoOf({ candidate, round, rounds }: RunningView, look: Look): string {
  const who = clipped(candidate, Math.max(8, look.width - 14), cutMark[look.charset])
  return `round ${round}/${rounds}  ${look.paint.strong(who)}`
}

function numbersOf({ glimpse }: RunningView, { paint }: Look): string[] {
  if (glimpse === undefined) return []
  const { requests, failed, ratePerSecond, p99Ms } = glimpse
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
