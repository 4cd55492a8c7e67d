import { type JobTable, place } from '../model/job-table.js'
import { ExpiryQueue } from './expiry-queue.js'
import { nothing } from './request-table.js'

/** Who gives up when: clients on their requests, and the balancer on backends that do not answer. */
export class Patience {
  readonly #jobs: JobTable
  readonly #clients: ExpiryQueue
  /** Undefined where the client always gives up before: then nobody has to keep count. */
  readonly #reads: ExpiryQueue | undefined
  /** Where each try stands among those, by slot; `nothing` where it does not. */
  readonly #readPlaces: number[] = []

  /** @param timeoutMs of clients, from when a request was due; `readTimeoutMs` of the balancer, from when it was sent */
  constructor(jobs: JobTable, { timeoutMs, readTimeoutMs }: { timeoutMs: number; readTimeoutMs: number }) {
    this.#jobs = jobs
    this.#clients = new ExpiryQueue(timeoutMs)
    this.#reads = readTimeoutMs < timeoutMs ? new ExpiryQueue(readTimeoutMs) : undefined
  }

  /** Whether the balancer's patience can be the shorter one. */
  get watchesReads(): boolean {
    return this.#reads !== undefined
  }

  /** When somebody gives up next, ms; Infinity where nobody waits. */
  nextMs(): number {
    const clientMs = this.#clients.headMs
    return this.#reads === undefined ? clientMs : Math.min(clientMs, this.#reads.headMs)
  }

  /** The request whose client gives up now; `nothing` where there is none. */
  lostClient(nowMs: number): number {
    const slot = this.#clients.expired(nowMs)
    if (slot !== nothing) this.#jobs.integers[16 * slot + place] = nothing
    return slot
  }

  /** The request whose backend is given up now; `nothing` where there is none. */
  lostBackend(nowMs: number): number {
    const slot = this.#reads?.expired(nowMs) ?? nothing
    if (slot !== nothing) this.#readPlaces[slot] = nothing
    return slot
  }

  began(slot: number, nowMs: number): void {
    this.#jobs.integers[16 * slot + place] = this.#clients.push(slot, nowMs)
  }

  ended(slot: number): void {
    const client = this.#jobs.integers[16 * slot + place]!
    if (client !== nothing) this.#clients.leave(client)
  }

  sent(slot: number, nowMs: number): void {
    if (this.#reads !== undefined) this.#readPlaces[slot] = this.#reads.push(slot, nowMs)
  }

  tryEnded(slot: number): void {
    if (this.#reads === undefined) return
    if (this.#readPlaces[slot] !== nothing) this.#reads.leave(this.#readPlaces[slot]!)
    this.#readPlaces[slot] = nothing
  }

  /** The request has this slot now. */
  moved(slot: number): void {
    this.#clients.replace(this.#jobs.integers[16 * slot + place]!, slot)
  }
}
