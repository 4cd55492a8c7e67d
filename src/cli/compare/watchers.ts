import type { RunPlan } from '../../bench/plan.js'
import { monotonicMs } from '../../live/clock.js'
import { fitted } from '../fitted.js'
import type { Io } from '../io.js'
import { detailLines } from '../watch/detail-lines.js'
import { earlyWarning } from '../watch/early-warning.js'
import { liveView } from '../watch/live-view.js'
import { logLines } from '../watch/log-lines.js'
import type { RunWatcher } from '../watch/run-watcher.js'
import { Screen } from '../watch/screen.js'

/**
 * Whoever follows a run as it is measured, by where stderr goes and how loud it is to be.
 * @param maxMs how long it takes at most, where it may end early
 */
export function watchersOf(plan: RunPlan, maxMs: number | undefined, io: Io): RunWatcher[] {
  if (io.loudness === 'quiet') return []
  const isScreen = io.stderr.isTTY === true && io.env.TERM !== 'dumb'
  const screen = isScreen ? new Screen(io) : undefined
  const say = (line: string): unknown => (screen === undefined ? io.stderr.write(`${line}\n`) : screen.say(line))
  const details = io.loudness === 'verbose' ? [detailLines(monotonicMs, say)] : []
  const main =
    screen === undefined
      ? logLines({ plan, maxMs, startedMs: monotonicMs(), nowMs: monotonicMs, signal: io.signal, say })
      : liveView({ plan, maxMs }, screen, io)
  // Below the line of the trial that it is about.
  return [...details, main, earlyWarning(line => say(fitted(line, io)))]
}
