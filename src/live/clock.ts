/**
 * `performance.now()` counts from the start of the process or thread. The two clocks cannot be read at the same instant; a
 * thread that is descheduled in between makes the difference too small, so of several readings the largest is right.
 */
const offsetMs = Math.max(
  ...Array.from({ length: 20 }, () => Number(process.hrtime.bigint()) / 1e6 - performance.now()),
)

/**
 * Milliseconds on CLOCK_MONOTONIC. Unlike `performance.now()` it counts from the same instant in every process of this
 * machine, so that one process can tell another when to begin.
 */
export function monotonicMs(): number {
  return performance.now() + offsetMs
}
