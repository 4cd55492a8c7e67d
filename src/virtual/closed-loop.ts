import { DeadlineHeap } from '../model/deadline-heap.js'
import { type Workload, type WorkloadPlan, WorkloadStream } from '../model/workload.js'
import type { TrialRun } from './trial-run.js'

/**
 * The least time from a request to the same user's next one, ms. Answers can take no time at all here ("no backend is
 * available"), and a user without pauses would ask for ever without the clock moving on.
 */
const leastCycleMs = 1

/**
 * So many users: each thinks, asks, waits for the answer or the failure, and thinks again; as the live closed loop, row k is
 * the k-th request to go out and pause k the k-th to be begun.
 */
export class ClosedLoop {
  readonly #plan: WorkloadPlan
  /** Users who think, by when they are done; which user it is makes no difference. */
  readonly #thinking = new DeadlineHeap(() => false)
  readonly #rows: RowReader
  /** Pauses are taken ahead of rows, so they are read from a stream of their own. */
  readonly #pauses: RowReader
  #askedMs = 0

  constructor(plan: WorkloadPlan) {
    this.#plan = plan
    this.#rows = new RowReader(new WorkloadStream(plan))
    this.#pauses = new RowReader(new WorkloadStream(plan))
  }

  run(trial: TrialRun, reached: (nowMs: number, rows: number) => void): void {
    const { traffic, warmupMs } = this.#plan
    const users = traffic.load.kind === 'closed' ? traffic.load.connections : 0
    for (let user = 0; user < users; user++) this.#think(-warmupMs)
    let row = 0
    while (trial.inFlight > 0 || this.#thinking.size > 0) {
      const [wakeMs, eventMs] = [this.#thinking.topMs, trial.nextMs()]
      if (eventMs <= wakeMs) {
        trial.advance(eventMs)
        continue
      }
      this.#thinking.pop()
      trial.advance(wakeMs)
      this.#rows.next()
      const { block, at } = this.#rows
      if (row % 1024 === 0) reached(wakeMs, row)
      this.#askedMs = wakeMs
      trial.begin(row++, wakeMs, block, at)
    }
  }

  /** A user has got an answer, or has given up. */
  ended(nowMs: number): void {
    this.#think(nowMs === this.#askedMs ? nowMs + leastCycleMs : nowMs)
  }

  #think(nowMs: number): void {
    this.#pauses.next()
    const wakeMs = nowMs + this.#pauses.block.thinkMs[this.#pauses.at]!
    if (wakeMs < this.#plan.durationMs) this.#thinking.push(0, wakeMs)
  }
}

/** Reads the endless stream of a closed loop row by row: `block` at `at`. */
class RowReader {
  readonly #stream: WorkloadStream
  block: Workload
  at = -1

  constructor(stream: WorkloadStream) {
    this.#stream = stream
    this.block = stream.next()
  }

  next(): void {
    if (++this.at < this.block.size) return
    this.block = this.#stream.next()
    this.at = 0
  }
}
