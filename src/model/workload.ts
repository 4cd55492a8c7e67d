import { dueTimes, type Span } from './arrivals.js'
import { clientChoice } from './clients.js'
import { quantile } from './distribution.js'
import { type Random, randomStream } from './random.js'
import type { Traffic } from './traffic.js'
import { weightedChoice } from './weighted-choice.js'

/**
 * The requests of one trial, drawn before it: a row a request, the same for every candidate of a round.
 * Open loop: rows in order of `dueMs`. Closed loop: row k is the k-th request to be sent, `dueMs` is NaN.
 */
export interface Workload {
  readonly size: number
  /** When the request is due, ms; 0 is the start of measuring, warm-up requests are negative. */
  readonly dueMs: Float64Array
  /** Who asks: 0 .. clients.count - 1. */
  readonly client: Int32Array
  /** How heavy: the quantile of the backend's service time, in (0, 1). */
  readonly demand: Float64Array
  /** Compared with a backend's failure shares, in [0, 1). */
  readonly failure: Float64Array
  /** Index into `traffic.requests`. */
  readonly kind: Uint8Array
  /** Closed loop: pause before the request, ms; empty in an open loop. */
  readonly thinkMs: Float64Array
}

export interface WorkloadPlan extends Span {
  readonly traffic: Traffic
  readonly seed: number
}

/** A closed loop has as many rows as a backend of this speed could use up, and at most 4 million (150 MB). */
const closedLoopPerSecond = 20_000
const closedLoopRows = 4_000_000

/**
 * Draws the workload. One stream of chance a purpose: another request mix, crowd or rate moves no demand.
 * A closed loop that uses up its rows is over: a system faster than 20,000 requests a second needs an open loop.
 * @throws {RangeError} one sentence, for a burst that cannot be, shares that add up to 0, or more than 256 kinds of request
 */
export function drawWorkload(plan: WorkloadPlan): Workload {
  const { traffic, seed } = plan
  const stream = (purpose: string): Random => randomStream(seed, purpose)
  const dueMs = due(plan, stream('arrivals'))
  const size = dueMs.length
  return {
    size,
    dueMs,
    client: drawn(new Int32Array(size), stream('client'), clientChoice(traffic.clients)),
    demand: drawn(new Float64Array(size), stream('demand'), open),
    failure: drawn(new Float64Array(size), stream('failure'), u => u),
    kind: drawn(new Uint8Array(size), stream('kind'), kindChoice(traffic)),
    thinkMs: think(traffic, size, stream('think')),
  }
}

function due(plan: WorkloadPlan, random: Random): Float64Array {
  const { load } = plan.traffic
  if (load.kind === 'open') return dueTimes(load, plan, random)
  const rows = load.connections + Math.ceil((closedLoopPerSecond * (plan.warmupMs + plan.durationMs)) / 1000)
  return new Float64Array(Math.min(closedLoopRows, rows)).fill(Number.NaN)
}

function drawn<Column extends Float64Array | Int32Array | Uint8Array>(
  column: Column,
  random: Random,
  from: (u: number) => number,
): Column {
  for (let i = 0; i < column.length; i++) column[i] = from(random.next())
  return column
}

/** (0, 1) from [0, 1): quantile functions may be infinite at the ends. Half a step stands for 0. */
function open(u: number): number {
  return u === 0 ? 2 ** -54 : u
}

function kindChoice({ requests }: Traffic): (u: number) => number {
  if (requests.length > 256) throw new RangeError(`${requests.length} kinds of request are more than 256`)
  return weightedChoice(requests.map(({ share }) => share))
}

function think({ load }: Traffic, size: number, random: Random): Float64Array {
  if (load.kind === 'open') return new Float64Array(0)
  const pauseMs = quantile(load.think)
  return drawn(new Float64Array(size), random, u => pauseMs(open(u)))
}
