/** No job: the end of a list. */
export const noJob = -1

/**
 * What a fleet remembers of each job from its arrival to its end: one column a fact, indexed by the caller's job number.
 * Columns grow to the highest number and never shrink, so nothing is allocated once they are long enough.
 */
export class JobTable {
  size = 0
  /** Which backend it is at. */
  backend = new Int32Array(0)
  demand = new Float64Array(0)
  failure = new Float64Array(0)
  arrivedMs = new Float64Array(0)
  startMs = new Float64Array(0)
  /** The queue it is in, and the server (a thread of a worker) that serves it. */
  queue = new Int32Array(0)
  server = new Int32Array(0)
  /** How it will end: a `fates` value. */
  fate = new Uint8Array(0)
  /** Whether it is served without a known end: it burns CPU, which ends when it ends. */
  burning = new Uint8Array(0)
  /** When it would end if it were only waited for, ms; for burning ones. */
  deadlineMs = new Float64Array(0)
  /** The job behind it in its queue. */
  next = new Int32Array(0)
  /** Whether its SYN was dropped and is sent again at `knockMs`; its place among those that knock. */
  knocking = new Uint8Array(0)
  knockMs = new Float64Array(0)
  knockPlace = new Float64Array(0)

  /** Makes room for this job number. */
  fit(job: number): void {
    if (job < this.size) return
    this.size = Math.max(64, job + 1, this.size * 2)
    this.backend = longer(this.backend, new Int32Array(this.size))
    this.demand = longer(this.demand, new Float64Array(this.size))
    this.failure = longer(this.failure, new Float64Array(this.size))
    this.arrivedMs = longer(this.arrivedMs, new Float64Array(this.size))
    this.startMs = longer(this.startMs, new Float64Array(this.size))
    this.queue = longer(this.queue, new Int32Array(this.size))
    this.server = longer(this.server, new Int32Array(this.size))
    this.fate = longer(this.fate, new Uint8Array(this.size))
    this.burning = longer(this.burning, new Uint8Array(this.size))
    this.deadlineMs = longer(this.deadlineMs, new Float64Array(this.size))
    this.next = longer(this.next, new Int32Array(this.size))
    this.knocking = longer(this.knocking, new Uint8Array(this.size))
    this.knockMs = longer(this.knockMs, new Float64Array(this.size))
    this.knockPlace = longer(this.knockPlace, new Float64Array(this.size))
  }
}

function longer<Column extends Float64Array | Int32Array | Uint8Array>(from: Column, to: Column): Column {
  to.set(from)
  return to
}
