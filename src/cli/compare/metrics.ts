import type { RunPlan } from '../../bench/plan.js'
import { serveMetrics } from '../../live/metrics/metrics-server.js'
import { RunMetrics } from '../../live/metrics/run-metrics.js'
import { formatDuration } from '../../units.js'
import type { Io } from '../io.js'
import { news } from '../loudness.js'
import { wholeNumber } from '../route/whole-number.js'
import { ownVersion } from '../version.js'

/** What a run tells whoever watches it by `--metrics-port`. */
export interface Metrics {
  /** Undefined where nobody is to be told anything: then nothing is counted. */
  readonly run: RunMetrics | undefined
  /** Nothing more will be measured. */
  finished(): void
  /**
   * Where Prometheus has been scraping, waits until it has seen the last counts, for as long as it took between two scrapes,
   * a minute at most. The user can stop it.
   */
  lastScrape(): Promise<void>
  close(): Promise<void>
}

/** Longer than this nobody's terminal is held up, ms. */
const mostPatienceMs = 60_000
/** For a scrape that is late, ms. */
const slackMs = 1000

/**
 * @param port value of the flag, undefined where it is not there
 * @throws LbbenchError USAGE where it is no port, PORT_TAKEN where it is not free
 */
export async function openMetrics(port: string | undefined, plan: RunPlan, io: Io): Promise<Metrics> {
  if (port === undefined) return noMetrics
  const run = await RunMetrics.of({ plan, version: ownVersion() })
  const server = await serveMetrics({
    port: wholeNumber('metrics-port', port, 0, 65_535),
    host: '127.0.0.1',
    text: () => run.text(),
  })
  news(io, `Metrics: ${server.url}\n\n`)
  let last = Promise.resolve()
  return {
    run,
    finished() {
      run.finished()
      last = server.scraped()
    },
    async lastScrape() {
      const dueMs = server.nextScrapeMs()
      if (dueMs === undefined || io.signal.aborted) return
      const mostMs = Math.min(Math.max(0, dueMs) + slackMs, mostPatienceMs)
      const text = formatDuration(Math.ceil(mostMs / 1000) * 1000)
      news(io, `Metrics: waiting for Prometheus' last scrape, ${text} at most\n`)
      await within(last, mostMs, io.signal)
    },
    close: () => server.close(),
  }
}

const noMetrics: Metrics = {
  run: undefined,
  finished: () => undefined,
  lastScrape: async () => undefined,
  close: async () => undefined,
}

/** Settles with `event`, after `mostMs`, or when the user stops it. */
async function within(event: Promise<void>, mostMs: number, signal: AbortSignal): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  let stop = (): void => undefined
  const enough = new Promise<void>(resolve => {
    stop = resolve
    timer = setTimeout(resolve, mostMs)
    signal.addEventListener('abort', stop)
  })
  await Promise.race([event, enough])
  clearTimeout(timer)
  signal.removeEventListener('abort', stop)
}
