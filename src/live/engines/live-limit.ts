import { type Candidate, idealStrategy } from '../../bench/candidate.js'
import type { Scenario } from '../../scenario/scenario.js'

/** Each is a listening socket, and with `isolation: process` a process. */
const mostLiveBackends = 1000

/** Each is a row that is drawn beforehand and kept: a trial of more does not fit into memory several times over. */
const mostLiveRequests = 20_000_000

/** A sentence where no engine with real sockets can run it. */
export function liveLimit({ strategy }: Candidate, { backends, traffic, run }: Scenario): string | undefined {
  if (strategy === idealStrategy) return 'no balancer can keep one queue before all workers: virtual time only'
  if (backends.length > mostLiveBackends)
    return `${backends.length} real backends are more than ${mostLiveBackends}: use --engine virtual`
  if (traffic.sessions !== undefined) return 'sessions are in virtual time only so far: use --engine virtual'
  const requests = traffic.load.kind === 'open' ? (traffic.load.ratePerSecond * run.durationMs) / 1000 : 0
  if (requests <= mostLiveRequests) return undefined
  return `more than ${mostLiveRequests / 1e6} million requests a trial are too many to keep: use --engine virtual`
}
