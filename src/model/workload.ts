import { arrivalSource, type Span } from './arrivals.js'
import { clientChoice } from './clients.js'
import { quantile } from './distribution.js'
import { type Random, randomStream } from './random.js'
import type { Traffic } from './traffic.js'
import { weightedChoice } from './weighted-choice.js'

/**
 * Requests of one trial, drawn before it: a row a request, the same for every candidate of a round.
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

/** Rows drawn at a time: a few columns of them fit the processor's first cache. */
const blockRows = 1024

/**
 * Draws the workload. One stream of chance a purpose: another request mix, crowd or rate moves no demand.
 * A closed loop that uses up its rows is over: a system faster than 20,000 requests a second needs an open loop.
 * @throws {RangeError} one sentence, for a burst that cannot be, shares that add up to 0, or more than 256 kinds of request
 */
export function drawWorkload(plan: WorkloadPlan): Workload {
  const blocks: Workload[] = []
  const stream = new WorkloadStream(plan)
  for (let block = stream.next(); block.size > 0; block = stream.next()) blocks.push(copied(block))
  const size = blocks.reduce((sum, block) => sum + block.size, 0)
  const joined = <Column extends Float64Array | Int32Array | Uint8Array>(
    column: Column,
    of: (block: Workload) => Column,
  ): Column => {
    if (column.length > 0) blocks.forEach((block, i) => column.set(of(block), i * blockRows))
    return column
  }
  return {
    size,
    dueMs: joined(new Float64Array(size), block => block.dueMs),
    client: joined(new Int32Array(size), block => block.client),
    demand: joined(new Float64Array(size), block => block.demand),
    failure: joined(new Float64Array(size), block => block.failure),
    kind: joined(new Uint8Array(size), block => block.kind),
    thinkMs: joined(new Float64Array(plan.traffic.load.kind === 'open' ? 0 : size), block => block.thinkMs),
  }
}

/** The same rows block by block, in memory that does not grow with their number. */
export class WorkloadStream {
  readonly #fill: (block: Columns) => number
  readonly #columns: Columns

  /** @throws {RangeError} as `drawWorkload` */
  constructor(plan: WorkloadPlan) {
    const { traffic, seed } = plan
    const stream = (purpose: string): Random => randomStream(seed, purpose)
    const due = dueFiller(plan, stream('arrivals'))
    const fillers = [
      filler('client', stream('client'), clientChoice(traffic.clients)),
      filler('demand', stream('demand'), open),
      filler('failure', stream('failure'), u => u),
      filler('kind', stream('kind'), kindChoice(traffic)),
      ...thinkFiller(traffic, stream('think')),
    ]
    this.#columns = emptyColumns(traffic.load.kind === 'open' ? 0 : blockRows)
    this.#fill = block => {
      const size = due(block.dueMs)
      for (const fill of fillers) fill(block, size)
      return size
    }
  }

  /** The next rows, in columns that the next call writes over; a size of 0 after the last. */
  next(): Workload {
    const size = this.#fill(this.#columns)
    return size === blockRows ? this.#columns : cut(this.#columns, size)
  }
}

type Columns = Workload

function emptyColumns(thinks: number): Columns {
  return {
    size: blockRows,
    dueMs: new Float64Array(blockRows),
    client: new Int32Array(blockRows),
    demand: new Float64Array(blockRows),
    failure: new Float64Array(blockRows),
    kind: new Uint8Array(blockRows),
    thinkMs: new Float64Array(thinks),
  }
}

function cut(columns: Columns, size: number): Workload {
  const { dueMs, client, demand, failure, kind, thinkMs } = columns
  return {
    size,
    dueMs: dueMs.subarray(0, size),
    client: client.subarray(0, size),
    demand: demand.subarray(0, size),
    failure: failure.subarray(0, size),
    kind: kind.subarray(0, size),
    thinkMs: thinkMs.subarray(0, size),
  }
}

function copied({ size, dueMs, client, demand, failure, kind, thinkMs }: Workload): Workload {
  return {
    size,
    dueMs: dueMs.slice(),
    client: client.slice(),
    demand: demand.slice(),
    failure: failure.slice(),
    kind: kind.slice(),
    thinkMs: thinkMs.slice(),
  }
}

/** Fills the column with due times from its beginning; returns how many there were. */
function dueFiller(plan: WorkloadPlan, random: Random): (column: Float64Array) => number {
  const { load } = plan.traffic
  if (load.kind === 'open') {
    const next = arrivalSource(load, plan, random)
    return column => {
      for (let row = 0; row < column.length; row++) {
        const dueMs = next()
        if (dueMs === Infinity) return row
        column[row] = dueMs
      }
      return column.length
    }
  }
  const rows = load.connections + Math.ceil((closedLoopPerSecond * (plan.warmupMs + plan.durationMs)) / 1000)
  let left = Math.min(closedLoopRows, rows)
  return column => {
    const size = Math.min(left, column.length)
    column.fill(Number.NaN, 0, size)
    left -= size
    return size
  }
}

type Drawn = 'client' | 'demand' | 'failure' | 'kind' | 'thinkMs'

function filler(name: Drawn, random: Random, from: (u: number) => number): (block: Columns, size: number) => void {
  return (block, size) => {
    const column = block[name]
    for (let row = 0; row < size; row++) column[row] = from(random.next())
  }
}

/** (0, 1) from [0, 1): quantile functions may be infinite at the ends. Half a step stands for 0. */
function open(u: number): number {
  return u === 0 ? 2 ** -54 : u
}

function kindChoice({ requests }: Traffic): (u: number) => number {
  if (requests.length > 256) throw new RangeError(`${requests.length} kinds of request are more than 256`)
  return weightedChoice(requests.map(({ share }) => share))
}

function thinkFiller({ load }: Traffic, random: Random) {
  if (load.kind === 'open') return []
  const pauseMs = quantile(load.think)
  return [filler('thinkMs', random, u => pauseMs(open(u)))]
}
