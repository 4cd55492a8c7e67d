import { charsetOf } from '../charset.js'
import { fitted } from '../fitted.js'
import type { Io } from '../io.js'
import { Screen } from '../watch/screen.js'
import { roughly } from '../watch/time-left.js'
import { cutMark } from '../watch/view/look.js'
import { clipped } from '../watch/view/text-width.js'

/** How far something is, in a line: on a terminal written over and over, in a pipe one now and then. */
export interface ProgressLine {
  show(text: string): void
  /** A line of its own that stays, above it. */
  say(text: string): void
  /** Likewise, where the user wants to know more (`--verbose`). */
  detail(text: string): void
  clear(): void
}

/** In a pipe a line comes after so long without one, ms: no log is silent for a minute, and none is full of them. */
const betweenMs = 10_000
/** On a terminal, ms. */
const leastMs = 100

const nothing = (): void => undefined

/** @param nowMs any monotonic clock */
export function createProgressLine(io: Io, nowMs: () => number = () => performance.now()): ProgressLine {
  const { stderr, env, loudness } = io
  const isScreen = stderr.isTTY === true && env.TERM !== 'dumb'
  if (loudness === 'quiet') return { show: nothing, say: nothing, detail: nothing, clear: nothing }
  const every = (pauseMs: number, fromMs: number, write: (text: string) => void) => {
    let saidMs = fromMs
    return (text: string): void => {
      if (nowMs() - saidMs < pauseMs) return
      saidMs = nowMs()
      write(text)
    }
  }
  const withDetail = (say: (text: string) => void) => ({ say, detail: loudness === 'verbose' ? say : nothing })
  if (!isScreen) {
    const say = (text: string): unknown => stderr.write(`${text}\n`)
    return { show: every(betweenMs, nowMs(), say), ...withDetail(say), clear: nothing }
  }
  const screen = new Screen(io)
  const draw = (text: string): void => screen.draw([clipped(text, (stderr.columns || 80) - 1, cutMark[charsetOf(env)])])
  const say = (text: string): void => screen.say(fitted(text, io))
  return { show: every(leastMs, nowMs() - leastMs, draw), ...withDetail(say), clear: () => screen.close() }
}

/** How many of how many, and how long the rest takes at the pace so far. */
export function countdown(done: number, total: number, elapsedMs: number, what = 'trial'): string {
  const leftMs = done === 0 ? undefined : (elapsedMs / done) * (total - done)
  const eta = leftMs === undefined ? '' : `  about ${roughly(leftMs)} left`
  return `${what} ${done}/${total}${eta}`
}
