import { type Candidate, idealStrategy } from '../../bench/candidate.js'
import { meanRatePerSecond } from '../../model/arrivals.js'
import type { Scenario } from '../../scenario/scenario.js'
import { findStrategy } from '../../strategies/index.js'

/** Each is a listening socket, and with `isolation: process` a process. */
const mostLiveBackends = 1000

/** An autoscaler asks for its reading ten times in a period, which takes a few ms. */
const leastPeriodMs = 100

/** Each is a row that is drawn beforehand and kept: a trial of more does not fit into memory several times over. */
const mostLiveRequests = 20_000_000

/** A sentence where no engine with real sockets can run it. */
export function liveLimit(
  { strategy, source, target, engine }: Candidate,
  { backends, traffic, run, scaling }: Scenario,
): string | undefined {
  if (strategy === idealStrategy) return 'no balancer can keep one queue before all workers: virtual time only'
  if (scaling !== undefined && engine !== 'embedded')
    return "an autoscaler reads and changes the pool of lbbench's own balancer; another one's it cannot"
  if (scaling !== undefined && scaling.everyMs < leastPeriodMs)
    return `an autoscaler that decides every ${scaling.everyMs} ms is too fast for real processes: ${leastPeriodMs} ms at least`
  if (backends.length > mostLiveBackends)
    return `${backends.length} real backends are more than ${mostLiveBackends}: use --engine virtual`
  const isOurs = source === undefined && target === undefined
  if (run.backendKind !== undefined && isOurs && asksBackends(strategy))
    return `it asks backends for their load, which a real server (${run.backendKind}) does not tell`
  const { load, surges } = traffic
  const rate = load.kind === 'open' ? meanRatePerSecond({ load, surges }, run.durationMs) : 0
  const requests = (rate * run.durationMs) / 1000
  if (requests <= mostLiveRequests) return undefined
  return `more than ${mostLiveRequests / 1e6} million requests a trial are too many to keep: use --engine virtual`
}

/** What a strategy of the user's knows is seen when it is loaded, and that is not here. */
function asksBackends(strategy: string): boolean {
  const { knows } = findStrategy(strategy)
  return knows.includes('probes') || knows.includes('server load')
}
