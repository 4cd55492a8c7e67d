import { canFail } from '../model/fate.js'
import { backend, client, demand, dueMs, JobTable, row } from '../model/job-table.js'
import type { Workload } from '../model/workload.js'
import type { Scenario } from '../scenario/scenario.js'
import { FreeNumbers } from './free-numbers.js'

/** No backend, no row. */
export const nothing = -1
/** Instead of a row: the job is a health check, or a try of a request whose row stands elsewhere. */
export const checkRow = -2
export const besideRow = -3

/**
 * Requests in flight, by slot; slots are used again. A slot is the number of the request's job at its backend, too, and both
 * share one table. A request that ended while its job is still worked on keeps its slot until then.
 */
export class RequestTable {
  /** See there; `row` is `nothing` once the request has ended, `backend` is `nothing` where none has the job. */
  readonly jobs = new JobTable()
  readonly #slots = new FreeNumbers()
  /** What few scenarios need is not written down in the others. */
  readonly #keepsFailure: boolean
  readonly #keepsKind: boolean

  constructor({ backends, traffic }: Pick<Scenario, 'backends' | 'traffic'>) {
    this.#keepsFailure = backends.some(canFail)
    this.#keepsKind = traffic.requests.length > 1
  }

  /**
   * A slot for a request that is due now.
   * @param number of the request in the workload
   * @param i its place in the block
   */
  open(number: number, nowMs: number, block: Workload, i: number): number {
    const slot = this.#take()
    const { doubles, integers } = this.jobs
    doubles[8 * slot + dueMs] = nowMs
    doubles[8 * slot + demand] = block.demand[i]!
    integers[16 * slot + backend] = nothing
    integers[16 * slot + client] = block.client[i]!
    integers[16 * slot + row] = number
    if (this.#keepsFailure) this.jobs.failure[slot] = block.failure[i]!
    if (this.#keepsKind) this.jobs.kind[slot] = block.kind[i]!
    return slot
  }

  /** The request goes on in a new slot, which is returned; its job stays in the old one, and nobody waits for it there. */
  move(slot: number): number {
    const moved = this.#copy(slot)
    this.jobs.integers[16 * slot + row] = nothing
    return moved
  }

  /** A slot for another try of the request, which keeps its own. */
  fork(slot: number): number {
    const beside = this.#copy(slot)
    this.jobs.integers[16 * beside + row] = besideRow
    return beside
  }

  /** A slot for a health check. */
  openCheck(): number {
    const slot = this.#take()
    this.jobs.integers[16 * slot + row] = checkRow
    return slot
  }

  /** The backend that has the job; `nothing` where none has. */
  backend(slot: number): number {
    return this.jobs.integers[16 * slot + backend]!
  }

  /** Nobody waits for this job any more. */
  abandon(slot: number): void {
    this.jobs.integers[16 * slot + row] = nothing
  }

  /** The number of the request, or what stands there instead. */
  row(slot: number): number {
    return this.jobs.integers[16 * slot + row]!
  }

  release(slot: number): void {
    this.#slots.release(slot)
  }

  /** At no backend yet. */
  #copy(slot: number): number {
    const copy = this.#take()
    const { doubles, integers, failure, kind } = this.jobs
    doubles.copyWithin(8 * copy, 8 * slot, 8 * slot + 8)
    failure[copy] = failure[slot]!
    kind[copy] = kind[slot]!
    integers[16 * copy + backend] = nothing
    return copy
  }

  #take(): number {
    const slot = this.#slots.take()
    this.jobs.fit(slot)
    return slot
  }
}
