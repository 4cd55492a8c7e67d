import { formatDuration } from '../../units.js'
import type { Stream } from '../io.js'

/** One line on a terminal, written over and over; in a pipe nothing. */
export interface ProgressLine {
  show(text: string): void
  clear(): void
}

export function createProgressLine(stream: Stream): ProgressLine {
  const clear = '\r\u001b[2K'
  if (stream.isTTY !== true) return { show: () => undefined, clear: () => undefined }
  return {
    show: text => stream.write(clear + text.slice(0, (stream.columns || 80) - 1)),
    clear: () => stream.write(clear),
  }
}

/** How many of how many, and how long the rest takes at the pace so far. */
export function countdown(done: number, total: number, elapsedMs: number): string {
  const leftMs = done === 0 ? undefined : (elapsedMs / done) * (total - done)
  const eta = leftMs === undefined ? '' : `  about ${formatDuration(Math.ceil(leftMs / 1000) * 1000)} left`
  return `trial ${done}/${total}${eta}`
}
