import { nothing, type RequestTable } from './request-table.js'

/**
 * Which jobs are tries of one request. Usually one is, in the request's own slot. Those that run beside it have slots
 * of their own until they end, whatever becomes of the first.
 */
export class Hedges {
  readonly #requests: RequestTable
  /** By slot of a try beside: the slot of its request. */
  readonly #requestOf = new Map<number, number>()
  /** By slot of a request: the slots of its tries beside, in the order in which they began. */
  readonly #beside = new Map<number, number[]>()

  constructor(requests: RequestTable) {
    this.#requests = requests
  }

  /** The request this job is a try of. */
  requestOf(job: number): number {
    return this.#requestOf.size === 0 ? job : (this.#requestOf.get(job) ?? job)
  }

  /** Where the request's next try can be: its own slot where nothing of it runs, else a new one. */
  slotFor(request: number): number {
    const beside = this.#beside.get(request)
    if (beside === undefined && this.#requests.backend(request) === nothing) return request
    const job = this.#requests.fork(request)
    this.#requestOf.set(job, request)
    if (beside === undefined) this.#beside.set(request, [job])
    else beside.push(job)
    return job
  }

  /** Its tries that run, in the order in which they began: the one in its own slot is the first. */
  running(request: number): readonly number[] {
    const beside = this.#beside.get(request) ?? []
    return this.#requests.backend(request) === nothing ? beside : [request, ...beside]
  }

  /** This try is none of its request's any more. A try in the request's own slot is so without saying. */
  forget(job: number): void {
    const request = this.#requestOf.get(job)
    if (request === undefined) return
    this.#requestOf.delete(job)
    const rest = this.#beside.get(request)!.filter(other => other !== job)
    if (rest.length === 0) this.#beside.delete(request)
    else this.#beside.set(request, rest)
  }

  /** The request has another slot now. */
  move(from: number, to: number): void {
    const beside = this.#beside.get(from)
    if (beside === undefined) return
    this.#beside.delete(from)
    this.#beside.set(to, beside)
    for (const job of beside) this.#requestOf.set(job, to)
  }
}
