import { type ArrivalPlan, meanRatePerSecond } from '../model/arrivals.js'
import type { BackendSpec } from '../model/backend-spec.js'
import type { Distribution } from '../model/distribution.js'
import { capacityPerSecond } from '../model/load.js'
import type { SessionSpec } from '../model/sessions.js'
import type { Arrivals, OpenLoop, Traffic } from '../model/traffic.js'
import { curvePoints } from './curve.js'
import { readTrace } from './data-files.js'
import type { LatencyDocument } from './latency-forms.js'
import type { Path, Report } from './problems.js'
import { type SessionsDocument, toSessions } from './sessions.js'
import type { TrafficDocument } from './traffic.js'

/** What `toTraffic` needs to know besides the document. */
export interface TrafficContext {
  readonly backends: readonly BackendSpec[]
  readonly durationMs: number
  /** The keys a person wrote under `traffic`, before defaults came in. */
  readonly written: ReadonlySet<string>
  readonly distribution: (document: LatencyDocument, path: Path) => Distribution
  readonly read: (file: string) => string
  readonly report: Report
}

/** Requests are numbered in 31 bits. */
const mostRequests = 2_000_000_000

/** Completes `traffic:`; exactly one key may say how much of it there is. */
export function toTraffic(document: TrafficDocument, context: TrafficContext): Traffic {
  const { clients, timeout, requests, sessions } = document
  refuseMixedLoops(document, context)
  return {
    load: document.connections === undefined ? openLoop(document, context) : closedLoop(document, context),
    clients,
    requests: requests.map(({ method, path, body, share }) => ({ method, path, bodyBytes: body, share })),
    timeoutMs: timeout,
    ...(sessions && { sessions: sessionsOf(sessions, context) }),
  }
}

function sessionsOf(document: SessionsDocument, { distribution, report }: TrafficContext): SessionSpec {
  if (document.redis !== undefined && document.store !== 'redis')
    report(['traffic', 'sessions', 'redis'], `no Redis is asked with "store: ${document.store}"`, 'key')
  return toSessions(document, latency => distribution(latency, ['traffic', 'sessions', 'storeLatency']))
}

function refuseMixedLoops(document: TrafficDocument, { written, report }: TrafficContext): void {
  const closed = document.connections !== undefined
  const misplaced = closed ? ['arrivals', 'sockets'] : ['think']
  for (const key of misplaced.filter(each => written.has(each))) {
    const loop = closed
      ? 'an open loop, and "connections" makes a closed one'
      : 'a closed loop, which "connections" makes'
    report(['traffic', key], `"${key}" belongs to ${loop}`, 'key')
  }
  const amounts = ['rate', 'load', 'connections'].filter(key => written.has(key))
  if (hasTrace(document)) {
    for (const key of amounts)
      report(['traffic', key], `a trace says itself when requests come; remove "${key}"`, 'key')
  } else if (amounts.length === 0) {
    report(['traffic'], 'missing key "rate", "load" (open loop) or "connections" (closed loop)')
  } else if (amounts.length > 1) {
    report(['traffic', amounts[1]], `"${amounts[0]}" and "${amounts[1]}" exclude each other; keep one`, 'key')
  }
}

function closedLoop({ connections, think }: TrafficDocument, { distribution }: TrafficContext): Traffic['load'] {
  return { kind: 'closed', connections: connections!, think: distribution(think, ['traffic', 'think']) }
}

function openLoop(document: TrafficDocument, context: TrafficContext): OpenLoop {
  const arrivals = arrivalsOf(document, context)
  const ratePerSecond = rateOf(document, arrivals, context)
  const load: OpenLoop = { kind: 'open', ratePerSecond, arrivals, maxSockets: document.sockets }
  const tooMany = tooManyRequests({ load }, context.durationMs)
  if (tooMany) context.report(['traffic', document.rate === undefined ? 'load' : 'rate'], tooMany)
  return load
}

/** A sentence where requests could not be numbered. */
export function tooManyRequests(plan: ArrivalPlan, durationMs: number): string | undefined {
  const requests = (meanRatePerSecond(plan, durationMs) * durationMs) / 1000
  return requests > mostRequests ? `this makes more than ${mostRequests / 1e6} million requests a trial` : undefined
}

function arrivalsOf({ arrivals }: TrafficDocument, { durationMs, read, report }: TrafficContext): Arrivals {
  if (typeof arrivals === 'string') return { kind: arrivals }
  if (arrivals.burst) {
    const { every, for: lasts, factor } = arrivals.burst
    return { kind: 'burst', everyMs: every, forMs: lasts, factor }
  }
  if (arrivals.curve) {
    const refuse = (key: string, message: string) => report(['traffic', 'arrivals', 'curve', key], message, 'key')
    return { kind: 'curve', points: curvePoints(arrivals.curve, durationMs, refuse) }
  }
  try {
    return { kind: 'trace', timesMs: readTrace(arrivals.trace!, read) }
  } catch (error) {
    report(['traffic', 'arrivals', 'trace'], (error as Error).message)
    return { kind: 'trace', timesMs: [] }
  }
}

function rateOf(document: TrafficDocument, arrivals: Arrivals, context: TrafficContext): number {
  if (arrivals.kind === 'trace') {
    const measured = arrivals.timesMs.filter(ms => ms >= 0 && ms < context.durationMs).length
    if (arrivals.timesMs.length > 0 && measured === 0) {
      context.report(['traffic', 'arrivals', 'trace'], 'no request of this trace falls into the run')
    }
    return (measured * 1000) / context.durationMs
  }
  if (document.rate !== undefined) return document.rate
  return document.load === undefined ? 0 : Number((document.load * capacity(context)).toPrecision(12))
}

/** Of the backends, where they have one. */
function capacity({ backends, report }: TrafficContext): number {
  const perSecond = capacityPerSecond(backends)
  if (Number.isFinite(perSecond) && perSecond > 0) return perSecond
  report(['traffic', 'load'], 'a load needs backends with a mean service time above 0; give a "rate" instead', 'key')
  return 0
}

function hasTrace({ arrivals }: TrafficDocument): boolean {
  return typeof arrivals === 'object' && arrivals.trace !== undefined
}
