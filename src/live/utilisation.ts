import { monotonicMs } from './clock.js'

/**
 * Event-loop utilisation of this process between two instants of the monotonic clock.
 * @returns a function to call after `untilMs`: share in [0, 1] of that time in which the loop was busy
 */
export function watchUtilisation(fromMs: number, untilMs: number): () => number {
  const { eventLoopUtilization } = performance
  let start = eventLoopUtilization()
  let share: number | undefined
  setTimeout(
    () => {
      start = eventLoopUtilization()
    },
    Math.max(0, fromMs - monotonicMs()),
  ).unref()
  setTimeout(
    () => {
      share = eventLoopUtilization(start).utilization
    },
    Math.max(0, untilMs - monotonicMs()),
  ).unref()
  return () => share ?? eventLoopUtilization(start).utilization
}
