import { PreciseTimer } from '../../live/backends/precise-timer.js'
import { monotonicMs } from '../../live/clock.js'

const watchMs = 800

/** Not a whole number, so that it falls into no rhythm with the kernel's own ticks. */
const waitMs = 3.3

/** How late the precise timer fires, ms: for most of a second, one time after the other. */
export function timerLateness(): Promise<number[]> {
  return new Promise(resolve => {
    const latenessMs: number[] = []
    const endsMs = monotonicMs() + watchMs
    let dueMs = monotonicMs() + waitMs
    const timer = new PreciseTimer(() => {
      const nowMs = monotonicMs()
      latenessMs.push(nowMs - dueMs)
      dueMs = nowMs + waitMs
      if (nowMs < endsMs) timer.set(dueMs)
    })
    timer.set(dueMs)
    // Its thread keeps no process alive, and may be starved: an ordinary timer ends it.
    setTimeout(() => resolve(latenessMs), watchMs)
  })
}

/** The smallest step between two readings of CLOCK_MONOTONIC that differ, ns. */
export function clockStepNs(): number {
  let least = Infinity
  let before = process.hrtime.bigint()
  for (let k = 0; k < 10_000; k++) {
    const now = process.hrtime.bigint()
    if (now > before) least = Math.min(least, Number(now - before))
    before = now
  }
  return least
}
