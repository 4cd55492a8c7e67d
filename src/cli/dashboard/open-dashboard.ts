import type { RunPlan } from '../../bench/plan.js'
import type { Ending } from '../../report/html/live/news.js'
import type { Results } from '../../results/results.js'
import type { Io } from '../io.js'
import { news } from '../loudness.js'
import { pageAssets } from '../page-assets.js'
import type { RunWatcher } from '../watch/run-watcher.js'
import { dashboardPort } from './dashboard-port.js'
import { LiveDashboard } from './live-dashboard.js'
import { Pages } from './pages.js'
import { RunScene } from './run-scene.js'

/** A page that follows a run, where somebody asked for it. */
export interface Dashboard {
  /** It follows the run by these. */
  readonly watchers: readonly RunWatcher[]
  /** The run is over: whoever looks gets the report, as it is kept. */
  over(results: Results, ending: Ending): void
  /** Resolves once they have it; a second or two later in any case. */
  close(): Promise<void>
}

/**
 * Serves the page that follows a run, where somebody asked for it, and says where.
 * @param port value of the flag, undefined where it is not there
 * @param maxMs when a run that may end early is over at the latest, ms
 * @throws LbbenchError USAGE where it is no port, PORT_TAKEN where it is not free
 */
export async function openDashboard(
  port: string | undefined,
  plan: RunPlan,
  maxMs: number | undefined,
  io: Io,
): Promise<Dashboard> {
  const wanted = dashboardPort(port)
  if (wanted === undefined) return noDashboard
  const { scenario, candidates } = plan
  const scene = new RunScene({ plan, maxMs, nowMs: () => performance.now() })
  const run = { scenario: scenario.name, description: scenario.description, candidates: candidates.map(({ id }) => id) }
  const dashboard = await LiveDashboard.open(wanted, scene, new Pages(run, await pageAssets()))
  news(io, `Dashboard: ${dashboard.url}\n\n`)
  return {
    watchers: [dashboard],
    over: (results, ending) => dashboard.over(results, ending),
    close: () => dashboard.close(),
  }
}

const noDashboard: Dashboard = { watchers: [], over: () => undefined, close: async () => undefined }
