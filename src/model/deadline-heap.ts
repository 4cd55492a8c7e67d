/**
 * Jobs ordered by their deadlines; of equal deadlines, the one `before` another as its owner sees it. A binary
 * heap over columns, which grow and never shrink. The hole left by the top goes all the way down, along the smaller
 * children, before the new entry rises from there: a new deadline nearly always belongs near the bottom, so that saves a
 * comparison a level (Wegener 1993).
 */
export class DeadlineHeap {
  readonly #before: (a: number, b: number) => boolean
  #size = 0
  /** Beyond the last entry there is one of Infinity, so that the last inner node has two children. */
  #endMs = new Float64Array(16).fill(Infinity)
  #job = new Int32Array(16)

  /** @param before of two jobs with the same deadline, whether the first one comes first; a strict order */
  constructor(before: (a: number, b: number) => boolean) {
    this.#before = before
  }

  get size(): number {
    return this.#size
  }

  /** The earliest deadline, ms; Infinity where there is none. */
  get topMs(): number {
    return this.#endMs[0]!
  }

  get topJob(): number {
    return this.#job[0]!
  }

  push(job: number, endMs: number): void {
    if (this.#size + 2 > this.#job.length) this.#grow()
    this.#rise(this.#size++, job, endMs)
  }

  /** The top job goes and this one comes: one sift where pop and push would take two. */
  replaceTop(job: number, endMs: number): void {
    this.#rise(this.#sinkHole(), job, endMs)
  }

  pop(): void {
    const last = --this.#size
    const endMs = this.#endMs[last]!
    this.#endMs[last] = Infinity
    if (last > 0) this.#rise(this.#sinkHole(), this.#job[last]!, endMs)
  }

  /** Gives a job with an unknown end its deadline, in time proportional to the size. @throws {Error} where there is none */
  settle(job: number, endMs: number): void {
    let at = 0
    while (at < this.#size && !(this.#job[at] === job && this.#endMs[at] === Infinity)) at++
    if (at === this.#size) throw new Error(`job ${job} does not wait for its end`)
    this.#rise(at, job, endMs)
  }

  /** Takes the jobs for which `leaves` holds, in no order; in time proportional to the size. */
  remove(leaves: (job: number) => boolean): { readonly job: number; readonly endMs: number }[] {
    const entries = Array.from({ length: this.#size }, (_, at) => ({ job: this.#job[at]!, endMs: this.#endMs[at]! }))
    this.#endMs.fill(Infinity, 0, this.#size)
    this.#size = 0
    for (const { job, endMs } of entries) if (!leaves(job)) this.push(job, endMs)
    return entries.filter(({ job }) => leaves(job))
  }

  /** Moves the hole at the top down to a leaf; returns where that is. */
  #sinkHole(): number {
    const times = this.#endMs
    const jobs = this.#job
    const size = this.#size
    let at = 0
    for (let child = 1; child < size; child = 2 * at + 1) {
      const leftMs = times[child]!
      const rightMs = times[child + 1]!
      // A sum, not a branch: which child is earlier is a coin toss, and a processor that guesses wrong waits.
      child += Number(rightMs < leftMs)
      if (leftMs === rightMs && child + 1 < size && this.#before(jobs[child + 1]!, jobs[child]!)) child++
      times[at] = times[child]!
      jobs[at] = jobs[child]!
      at = child
    }
    return at
  }

  /** Puts an entry into the hole at `from` or above it. */
  #rise(from: number, job: number, endMs: number): void {
    const times = this.#endMs
    const jobs = this.#job
    let at = from
    while (at > 0) {
      const parent = (at - 1) >> 1
      const parentMs = times[parent]!
      if (endMs > parentMs || (endMs === parentMs && !this.#before(job, jobs[parent]!))) break
      times[at] = parentMs
      jobs[at] = jobs[parent]!
      at = parent
    }
    times[at] = endMs
    jobs[at] = job
  }

  #grow(): void {
    const length = 2 * this.#job.length
    this.#endMs = longer(this.#endMs, new Float64Array(length).fill(Infinity))
    this.#job = longer(this.#job, new Int32Array(length))
  }
}

function longer<Column extends Float64Array | Int32Array>(from: Column, to: Column): Column {
  to.set(from)
  return to
}
