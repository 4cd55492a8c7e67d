/**
 * Jobs ordered by their deadlines; of equal deadlines, the one that was added first. A binary heap over columns, which grow
 * and never shrink.
 */
export class DeadlineHeap {
  #size = 0
  #added = 0
  #endMs = new Float64Array(16)
  /** Number of the addition, the tie-breaker. */
  #order = new Float64Array(16)
  #job = new Int32Array(16)

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

  push(job: number, endMs: number): void {
    if (this.#size === this.#job.length) this.#grow()
    this.#rise(this.#size++, job, endMs, this.#added++)
  }

  /** The top job goes and this one comes: one sift where pop and push would take two. */
  replaceTop(job: number, endMs: number): void {
    this.#sink(job, endMs, this.#added++)
  }

  pop(): void {
    const last = --this.#size
    if (last > 0) this.#sink(this.#job[last]!, this.#endMs[last]!, this.#order[last]!)
  }

  /** Gives a job with an unknown end its deadline, in time proportional to the size. @throws {Error} where there is none */
  settle(job: number, endMs: number): void {
    for (let at = 0; at < this.#size; at++) {
      if (this.#job[at] === job && this.#endMs[at] === Infinity) return this.#rise(at, job, endMs, this.#order[at]!)
    }
    throw new Error(`job ${job} does not wait for its end`)
  }

  /** Takes the jobs for which `leaves` holds, in the order in which they were added; in time proportional to the size. */
  remove(leaves: (job: number) => boolean): number[] {
    const entries = Array.from({ length: this.#size }, (_, at) => ({
      job: this.#job[at]!,
      endMs: this.#endMs[at]!,
      order: this.#order[at]!,
    }))
    const leaving = entries.filter(({ job }) => leaves(job))
    const staying = entries.filter(({ job }) => !leaves(job))
    this.#size = 0
    for (const { job, endMs, order } of staying) this.#rise(this.#size++, job, endMs, order)
    return leaving.sort((a, b) => a.order - b.order).map(({ job }) => job)
  }

  /** Puts an entry into the hole at `from` or above it. */
  #rise(from: number, job: number, endMs: number, order: number): void {
    const times = this.#endMs
    let at = from
    while (at > 0) {
      const parent = (at - 1) >> 1
      const parentMs = times[parent]!
      if (endMs > parentMs || (endMs === parentMs && order > this.#order[parent]!)) break
      this.#copy(parent, at)
      at = parent
    }
    this.#set(at, job, endMs, order)
  }

  /** Puts an entry into the hole at the top or below it. */
  #sink(job: number, endMs: number, order: number): void {
    const times = this.#endMs
    const size = this.#size
    let at = 0
    for (let child = 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && this.#isBefore(child + 1, child)) child++
      const childMs = times[child]!
      if (endMs < childMs || (endMs === childMs && order < this.#order[child]!)) break
      this.#copy(child, at)
      at = child
    }
    this.#set(at, job, endMs, order)
  }

  #isBefore(a: number, b: number): boolean {
    const [aMs, bMs] = [this.#endMs[a]!, this.#endMs[b]!]
    return aMs < bMs || (aMs === bMs && this.#order[a]! < this.#order[b]!)
  }

  #copy(from: number, to: number): void {
    this.#endMs[to] = this.#endMs[from]!
    this.#order[to] = this.#order[from]!
    this.#job[to] = this.#job[from]!
  }

  #set(at: number, job: number, endMs: number, order: number): void {
    this.#endMs[at] = endMs
    this.#order[at] = order
    this.#job[at] = job
  }

  #grow(): void {
    this.#endMs = longer(this.#endMs, new Float64Array(this.#size * 2))
    this.#order = longer(this.#order, new Float64Array(this.#size * 2))
    this.#job = longer(this.#job, new Int32Array(this.#size * 2))
  }
}

function longer<Column extends Float64Array | Int32Array>(from: Column, to: Column): Column {
  to.set(from)
  return to
}
