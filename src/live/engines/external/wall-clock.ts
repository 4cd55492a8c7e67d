import { monotonicMs } from '../../clock.js'

/**
 * Turns a time of day as products log it, ms since 1970, into ms from the start of measuring. The two clocks are read at a
 * tick of the wall clock, which shows whole ms; a thread that is descheduled in between makes the difference too small, so
 * of several readings the largest is right. @param startAt when measuring begins, on the monotonic clock
 */
export function trialTime(startAt: number): (wallMs: number) => number {
  const offsetMs = Math.max(...Array.from({ length: 5 }, tick))
  return wallMs => wallMs - offsetMs - startAt
}

function tick(): number {
  const before = Date.now()
  let now = before
  while (now === before) now = Date.now()
  return now - monotonicMs()
}
