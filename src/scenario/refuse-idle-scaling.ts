import { formatDuration } from '../units.js'
import type { Path, Report } from './problems.js'

/** When an autoscaler decides; all times in ms. */
export interface Pace {
  /** Between two decisions, as the run has it, and as it stands there: `speed` times as long. */
  readonly everyMs: number
  readonly writtenMs: number
  /** Periods before anything can change: an alarm takes several. */
  readonly periods: number
  /** From a decision until a new backend takes requests; 0 where none can come. */
  readonly bootMs: number
  /** The key that sets the pace, or the whole section. */
  readonly path: Path
}

/** Refused: an autoscaler that cannot change anything before the run ends, and a backend that cannot boot before. */
export function refuseIdle(
  pace: Pace,
  run: { readonly durationMs: number; readonly warmupMs: number },
  report: Report,
) {
  const { everyMs, writtenMs, periods, bootMs, path } = pace
  // Its clock begins with the warm-up, that of the scenario with what is measured.
  const firstMs = periods * everyMs - run.warmupMs
  const ends = `the run ends at ${formatDuration(run.durationMs)}`
  if (firstMs >= run.durationMs) {
    const speed = Math.ceil((decisionsWanted * periods * writtenMs) / run.durationMs)
    const what = periods === 1 ? 'first decision' : `first change, after ${periods} periods,`
    report(path, `${what} at ${shown(firstMs)}, ${ends}; give "every" or "speed: ${speed}x", or a longer run`)
    return
  }
  // What is decided within the warm-up has an effect within it, too.
  const bootedMs = firstMs + bootMs
  if (bootedMs < run.durationMs) return
  const first = `the first new backend takes requests at ${shown(bootedMs)} at the earliest`
  report(['scaling', 'boot'], `${first}, ${ends}; give a shorter "boot", or a longer run`)
}

/** A speed need not divide a period. */
const shown = (ms: number): string => formatDuration(Number(ms.toPrecision(4)))

/** So many within a run, for a speed that shows something. */
const decisionsWanted = 10
