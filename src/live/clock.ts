const offsetMs = Number(process.hrtime.bigint()) / 1e6 - performance.now()

/**
 * Milliseconds on CLOCK_MONOTONIC. Unlike `performance.now()` it counts from the same instant in every process of this
 * machine, so that one process can tell another when to begin.
 */
export function monotonicMs(): number {
  return performance.now() + offsetMs
}
