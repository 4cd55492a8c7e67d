/** No job: the end of a list. */
export const noJob = -1

/**
 * What a fleet remembers of each job from its arrival to its end, by the caller's job number. All numbers of a job lie side
 * by side, eight times and eight whole numbers, so that it is one line of the processor's cache each: with ten thousand
 * backends that is half of the time a request costs. Grows to the highest number and never shrinks.
 */
export class JobTable {
  /** How many jobs there is room for. */
  size = 0
  /** `times[8 * job + startMs]`, and so on. */
  times = new Float64Array(0)
  /** `numbers[8 * job + backend]`, and so on. */
  numbers = new Int32Array(0)

  /** Makes room for this job number. */
  fit(job: number): void {
    if (job < this.size) return
    this.size = Math.max(64, job + 1, this.size * 2)
    const [times, numbers] = [new Float64Array(8 * this.size), new Int32Array(8 * this.size)]
    times.set(this.times)
    numbers.set(this.numbers)
    this.times = times
    this.numbers = numbers
  }
}

/** Places in `JobTable.times`; ms. */
export const arrivedMs = 0
export const startMs = 1
/** The draws, in [0, 1). */
export const demand = 2
export const failure = 3
/** How many jobs had started before it. */
export const order = 4
/** When it would end if it were only waited for; for those that burn CPU. */
export const deadlineMs = 5
/** When its dropped SYN is sent again, and its place among those that knock. */
export const knockMs = 6
export const knockPlace = 7

/** Places in `JobTable.numbers`. */
export const backend = 0
/** The queue it is in, or came through. */
export const queue = 1
/** The job behind it in its queue. */
export const next = 2
/** The server (a thread of a worker) it runs on, where anybody wants to know. */
export const server = 3
/** How it will end: a `fates` value. */
export const fate = 4
/** 1 while it burns CPU: it ends when that ends. */
export const burning = 5
/** 1 while its SYN waits to be sent again. */
export const knocking = 6
