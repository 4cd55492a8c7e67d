import type { TrialPlan } from '../../bench/engine.js'
import type { Glimpse } from '../../bench/glimpse.js'
import type { PlannedTrial } from '../../bench/plan.js'
import type { Trial } from '../../bench/trial.js'
import { type DashboardServer, serveDashboard } from '../../live/dashboard/dashboard-server.js'
import type { PageEvent } from '../../live/dashboard/visitors.js'
import type { Ending } from '../../report/html/live/news.js'
import { newsOf } from '../../report/html/live/news-of.js'
import type { Results } from '../../results/results.js'
import type { RunWatcher } from '../watch/run-watcher.js'
import { Paced } from './paced.js'
import type { Pages } from './pages.js'
import type { RunScene } from './run-scene.js'

/** News are told at most this often, ms: quicker than people read, rarely enough that no measurement notices. */
const newsEveryMs = 400
/** Reports likewise, and where they are large, after so many times as long as making one took. */
const reportEveryMs = 1000
const restPerWork = 20
/** So long a run that is over waits for browsers, ms. */
const mostPatienceMs = 2000

/** Follows a run and shows it to whoever looks. While nobody does, it keeps some numbers of each trial and renders nothing. */
export class LiveDashboard implements RunWatcher {
  readonly #scene: RunScene
  readonly #pages: Pages
  readonly #server: DashboardServer
  readonly #news = new Paced(() => this.#tellNews(), newsEveryMs)
  #ending: Ending | undefined
  #nextReportMs = 0

  /** @throws LbbenchError PORT_TAKEN */
  static async open(port: number, scene: RunScene, pages: Pages): Promise<LiveDashboard> {
    let present: () => PageEvent[] = () => []
    const server = await serveDashboard({ port, page: () => pages.whole(), present: () => present() })
    const dashboard = new LiveDashboard(scene, pages, server)
    present = () => dashboard.#present()
    return dashboard
  }

  private constructor(scene: RunScene, pages: Pages, server: DashboardServer) {
    this.#scene = scene
    this.#pages = pages
    this.#server = server
  }

  get url(): string {
    return this.#server.url
  }

  starting(trial: PlannedTrial, _index: number, repeats: string | undefined): void {
    this.#scene.starting(trial, repeats)
    this.#news.due()
  }

  glimpse(trial: TrialPlan, glimpse: Glimpse): void {
    this.#scene.glimpse(trial, glimpse)
    this.#news.due()
  }

  /** Between two live trials: what the report costs now is taken from nobody. */
  trialDone(trial: Trial, results: Results): void {
    this.#scene.trialDone(trial)
    this.#pages.measured(results)
    this.#news.due()
    if (this.#server.watchers() > 0 && performance.now() >= this.#nextReportMs) this.#tellReport()
  }

  looked(found: string): void {
    this.#scene.looked(found)
  }

  finished(): void {
    this.#news.stop()
  }

  /** With the results as they are kept: whoever looks sees the report from now on. */
  over(results: Results, ending: Ending): void {
    this.#pages.measured(results)
    this.#ending = ending
    if (this.#server.watchers() > 0) this.#server.tell(this.#present())
  }

  close(): Promise<void> {
    this.#news.stop()
    return this.#server.close(this.#ending === undefined ? 0 : mostPatienceMs)
  }

  #tellReport(): void {
    const beganMs = performance.now()
    this.#server.tell(this.#reportNow())
    const endedMs = performance.now()
    this.#nextReportMs = endedMs + Math.max(reportEveryMs, restPerWork * (endedMs - beganMs))
  }

  #tellNews(): void {
    if (this.#server.watchers() > 0) this.#server.tell([this.#newsNow()])
  }

  /** All there is to know, for whoever comes. */
  #present(): PageEvent[] {
    if (this.#ending !== undefined) return [...this.#reportNow(), { name: 'over', data: this.#ending }]
    return [this.#newsNow(), ...this.#reportNow()]
  }

  #newsNow(): PageEvent {
    return { name: 'news', data: newsOf(this.#scene.look()) }
  }

  #reportNow(): PageEvent[] {
    const report = this.#pages.report()
    return report === undefined ? [] : [{ name: 'report', data: report }]
  }
}
