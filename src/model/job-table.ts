/** No job: the end of a list. */
export const noJob = -1

/**
 * What there is to know of each job, by the caller's job number, from its arrival to its end. All that every job needs lies
 * in 64 bytes, one line of the processor's cache, seen as 8 doubles or 16 whole numbers: with ten thousand backends a
 * million jobs are in flight, and waiting for memory is most of what a request costs. What few jobs need has columns of its own.
 * Grows to the highest number and never shrinks.
 */
export class JobTable {
  /** How many jobs there is room for. */
  size = 0
  /** `doubles[8 * job + startMs]`, and so on. */
  doubles = new Float64Array(0)
  /** The same memory: `integers[16 * job + backend]`, and so on. */
  integers = new Int32Array(0)
  /** The failure draw, in [0, 1): for backends that can fail. */
  failure = new Float64Array(0)
  /** Of a request that ends in `fates.error`: the status it is answered with. */
  status = new Uint16Array(0)
  /** Which kind of request it is, where there are several. */
  kind = new Uint8Array(0)
  /** The server (a thread of a worker) it runs on, where anybody wants to know. */
  server = new Int32Array(0)
  /** 1 while it burns CPU: it ends when that ends, and not before this time, ms. */
  burning = new Uint8Array(0)
  deadlineMs = new Float64Array(0)
  /** How many requests it met at its backend, where backends keep load reports; see `LoadReport`. */
  met = new Int32Array(0)
  /** Where there are sessions: what it asks for (`sessionAsks`), and once a worker has it, what came of that (`sessionEnds`). */
  session = new Uint8Array(0)
  /** How long it spent on the store of sessions, ms; NaN where it asked none. */
  storeMs = new Float64Array(0)
  /** 1 while its dropped SYN waits to be sent again: when, ms, and its place among those that wait. */
  knocking = new Uint8Array(0)
  knockMs = new Float64Array(0)
  knockPlace = new Float64Array(0)

  /** Makes room for this job number. */
  fit(job: number): void {
    if (job >= this.size) this.#grow(Math.max(64, job + 1, this.size * 2))
  }

  #grow(size: number): void {
    this.size = size
    const doubles = new Float64Array(8 * size)
    doubles.set(this.doubles)
    this.doubles = doubles
    this.integers = new Int32Array(doubles.buffer)
    this.failure = longer(this.failure, new Float64Array(size))
    this.status = longer(this.status, new Uint16Array(size))
    this.kind = longer(this.kind, new Uint8Array(size))
    this.server = longer(this.server, new Int32Array(size))
    this.burning = longer(this.burning, new Uint8Array(size))
    this.deadlineMs = longer(this.deadlineMs, new Float64Array(size))
    this.met = longer(this.met, new Int32Array(size))
    this.session = longer(this.session, new Uint8Array(size))
    this.storeMs = longer(this.storeMs, new Float64Array(size))
    this.knocking = longer(this.knocking, new Uint8Array(size))
    this.knockMs = longer(this.knockMs, new Float64Array(size))
    this.knockPlace = longer(this.knockPlace, new Float64Array(size))
  }
}

/** Places among the doubles of a job. When the request was due, ms; the caller's own. */
export const dueMs = 0
/** When it came to its backend, ms. */
export const arrivedMs = 1
/** When its service began, ms. */
export const startMs = 2
/** Quantile of its service time, in (0, 1). */
export const demand = 3

/** Places among its whole numbers, behind the four doubles. The backend it is at. */
export const backend = 8
/** The queue it is in, or came through, and the job behind it there. */
export const queue = 9
export const next = 10
/** How it will end: a `fates` value. */
export const fate = 11
/** How many jobs had started before it; counts around at 2^32. */
export const order = 12
/** The caller's own: who asks, the number of the request, and where it stands among those that may time out. */
export const client = 13
export const row = 14
export const place = 15

function longer<Column extends Float64Array | Int32Array | Uint16Array | Uint8Array>(from: Column, to: Column): Column {
  to.set(from)
  return to
}
