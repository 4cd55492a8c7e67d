import type { RunPlan } from '../../bench/plan.js'
import type { Io } from '../io.js'
import { liveView } from '../watch/live-view.js'
import type { RunWatcher } from '../watch/run-watcher.js'
import { Screen } from '../watch/screen.js'

/** Whoever follows a run as it is measured, by where stderr goes and how loud it is to be. */
export function watchersOf(plan: RunPlan, maxMs: number | undefined, io: Io): RunWatcher[] {
  if (io.loudness === 'quiet') return []
  if (io.stderr.isTTY !== true || io.env.TERM === 'dumb') return []
  return [liveView({ plan, maxMs }, new Screen(io), io)]
}
