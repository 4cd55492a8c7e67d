/**
 * The jobs being served, ordered by their deadlines; of equal deadlines, the one that started first. A binary heap over
 * columns, which grow and never shrink. A deadline of Infinity is a job whose end is not known yet.
 */
export class DeadlineHeap {
  #size = 0
  #starts = 0
  #endMs = new Float64Array(8)
  /** Number of the start, the tie-breaker. */
  #order = new Float64Array(8)
  #job = new Int32Array(8)
  #worker = new Int32Array(8)

  get size(): number {
    return this.#size
  }

  /** The earliest deadline, ms; Infinity where there is none. */
  get topMs(): number {
    return this.#size === 0 ? Infinity : this.#endMs[0]!
  }

  get topJob(): number {
    return this.#job[0]!
  }

  get topWorker(): number {
    return this.#worker[0]!
  }

  push(job: number, worker: number, endMs: number): void {
    if (this.#size === this.#job.length) this.#grow()
    const at = this.#size++
    this.#set(at, job, worker)
    this.#rise(at, endMs, this.#starts++)
  }

  /** The top job has ended and its worker starts this one: one sift where pop and push would take two. */
  replaceTop(job: number, endMs: number): void {
    this.#set(0, job, this.#worker[0]!)
    this.#sink(0, endMs, this.#starts++)
  }

  pop(): void {
    const last = --this.#size
    if (last === 0) return
    this.#set(0, this.#job[last]!, this.#worker[last]!)
    this.#sink(0, this.#endMs[last]!, this.#order[last]!)
  }

  /** Gives a job with an unknown end its deadline, in time proportional to the size. @throws {Error} where there is none */
  settle(job: number, endMs: number): void {
    for (let at = 0; at < this.#size; at++) {
      if (this.#job[at] !== job || this.#endMs[at] !== Infinity) continue
      this.#rise(at, endMs, this.#order[at]!)
      return
    }
    throw new Error(`job ${job} does not wait for its end`)
  }

  /** Takes all jobs, in the order in which they started. */
  drain(): number[] {
    const places = Array.from({ length: this.#size }, (_, at) => at)
    places.sort((a, b) => this.#order[a]! - this.#order[b]!)
    this.#size = 0
    return places.map(at => this.#job[at]!)
  }

  /** Moves the hole at `at`, whose job is in place already, up to where its key belongs. */
  #rise(from: number, endMs: number, order: number): void {
    const job = this.#job[from]!
    const worker = this.#worker[from]!
    let at = from
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (!this.#before(endMs, order, parent)) break
      this.#copy(parent, at)
      at = parent
    }
    this.#set(at, job, worker)
    this.#endMs[at] = endMs
    this.#order[at] = order
  }

  #sink(from: number, endMs: number, order: number): void {
    const job = this.#job[from]!
    const worker = this.#worker[from]!
    let at = from
    for (let child = 2 * at + 1; child < this.#size; child = 2 * at + 1) {
      const right = child + 1
      if (right < this.#size && this.#before(this.#endMs[right]!, this.#order[right]!, child)) child = right
      if (this.#before(endMs, order, child)) break
      this.#copy(child, at)
      at = child
    }
    this.#set(at, job, worker)
    this.#endMs[at] = endMs
    this.#order[at] = order
  }

  #before(endMs: number, order: number, at: number): boolean {
    return endMs < this.#endMs[at]! || (endMs === this.#endMs[at]! && order < this.#order[at]!)
  }

  #copy(from: number, to: number): void {
    this.#endMs[to] = this.#endMs[from]!
    this.#order[to] = this.#order[from]!
    this.#job[to] = this.#job[from]!
    this.#worker[to] = this.#worker[from]!
  }

  #set(at: number, job: number, worker: number): void {
    this.#job[at] = job
    this.#worker[at] = worker
  }

  #grow(): void {
    this.#endMs = longer(this.#endMs, new Float64Array(this.#size * 2))
    this.#order = longer(this.#order, new Float64Array(this.#size * 2))
    this.#job = longer(this.#job, new Int32Array(this.#size * 2))
    this.#worker = longer(this.#worker, new Int32Array(this.#size * 2))
  }
}

function longer<Column extends Float64Array | Int32Array>(from: Column, to: Column): Column {
  to.set(from)
  return to
}
