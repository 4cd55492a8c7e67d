import { type ArrivalSource, arrivalSource, type Span } from './arrivals.js'
import { clientChoice } from './clients.js'
import { quantile } from './distribution.js'
import { heater } from './hot-client.js'
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

/** A closed loop drawn at once has as many rows as a system of this speed could use up, and at most 4 million (150 MB). */
const closedLoopPerSecond = 20_000
const closedLoopRows = 4_000_000

/** Rows drawn at a time: a few columns of them fit the processor's first cache. */
const blockRows = 1024

/**
 * Draws the workload at once. One stream of chance a purpose: another request mix, crowd or rate moves no demand.
 * A closed loop that uses up its rows is over: a live system faster than 20,000 requests a second needs an open loop.
 * @throws {RangeError} one sentence, for a burst that cannot be, shares that add up to 0, or more than 256 kinds of request
 */
export function drawWorkload(plan: WorkloadPlan): Workload {
  const blocks: Workload[] = []
  const stream = new WorkloadStream(plan)
  let left = mostRows(plan)
  for (let block = stream.next(); left > 0 && block.size > 0; block = stream.next()) {
    blocks.push(copied(cut(block, Math.min(left, block.size))))
    left -= block.size
  }
  const size = blocks.reduce((sum, block) => sum + block.size, 0)
  const joined = <Column extends Float64Array | Int32Array | Uint8Array>(
    column: Column,
    of: (block: Workload) => Column,
  ): Column => {
    let at = 0
    for (const block of column.length > 0 ? blocks : []) {
      column.set(of(block), at)
      at += block.size
    }
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

function mostRows({ traffic: { load }, warmupMs, durationMs }: WorkloadPlan): number {
  if (load.kind === 'open') return Infinity
  return Math.min(closedLoopRows, load.connections + Math.ceil((closedLoopPerSecond * (warmupMs + durationMs)) / 1000))
}

/** The same rows block by block, in memory that does not grow with their number. Those of a closed loop have no end. */
export class WorkloadStream {
  readonly #fill: (block: Columns) => number
  readonly #columns: Columns

  /**
   * @param leaveOut a column nobody will look at; it stays 0, and the others stay as they are
   * @throws {RangeError} as `drawWorkload`
   */
  constructor(plan: WorkloadPlan, leaveOut?: 'failure') {
    const { traffic, seed } = plan
    const stream = (purpose: string): Random => randomStream(seed, purpose)
    const due = dueFiller(plan, stream('arrivals'))
    const { size: _size, ...columns } = emptyColumns(traffic.load.kind === 'open' ? 0 : blockRows)
    const [client, demand, kind] = [clientChoice(traffic.clients), stream('demand'), kindChoice(traffic)]
    const fillers = [
      filler(columns.client, stream('client'), client),
      ...(traffic.hot ? [heater(traffic.hot, columns, stream('hot'))] : []),
      (size: number) => fillOpen(columns.demand, size, demand),
      ...(leaveOut === 'failure' ? [] : [plainFiller(columns.failure, stream('failure'))]),
      ...(traffic.requests.length === 1 ? [] : [filler(columns.kind, stream('kind'), kind)]),
      ...thinkFillers(traffic, columns.thinkMs, stream('think')),
    ]
    this.#columns = { size: blockRows, ...columns }
    this.#fill = block => {
      const size = due(block.dueMs)
      for (const fill of fillers) fill(size)
      return size
    }
  }

  /** The next rows, in columns that the next call writes over; a size of 0 after the last of an open loop. */
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

function dueFiller(plan: WorkloadPlan, random: Random): ArrivalSource {
  const { load, surges } = plan.traffic
  if (load.kind === 'open') return arrivalSource({ load, surges }, plan, random)
  return column => {
    column.fill(Number.NaN)
    return column.length
  }
}

type Filler = (size: number) => void

/** A made function a column, so that each loop meets one kind of column and one kind of draw: the compiler likes that. */
function filler(column: Float64Array | Int32Array | Uint8Array, random: Random, from: (u: number) => number): Filler {
  const drawn = new Float64Array(blockRows)
  return size => {
    random.fill(drawn, size)
    for (let row = 0; row < size; row++) column[row] = from(drawn[row]!)
  }
}

function plainFiller(column: Float64Array, random: Random): Filler {
  return size => random.fill(column, size)
}

/** (0, 1) from [0, 1): quantile functions may be infinite at the ends. Half a step stands for 0. */
function fillOpen(column: Float64Array, size: number, random: Random): void {
  random.fill(column, size)
  for (let row = 0; row < size; row++) if (column[row] === 0) column[row] = halfStep
}

const halfStep = 2 ** -54

function kindChoice({ requests }: Traffic): (u: number) => number {
  if (requests.length > 256) throw new RangeError(`${requests.length} kinds of request are more than 256`)
  return weightedChoice(requests.map(({ share }) => share))
}

function thinkFillers({ load }: Traffic, column: Float64Array, random: Random): Filler[] {
  if (load.kind === 'open') return []
  const pauseMs = quantile(load.think)
  return [filler(column, random, u => pauseMs(u === 0 ? halfStep : u))]
}
