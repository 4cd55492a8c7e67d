import { held, refused } from '../balancer/balancer.js'
import type { BackendSpec } from '../model/backend-spec.js'
import { DeadlineHeap } from '../model/deadline-heap.js'
import { meanMs } from '../model/distribution.js'
import { startsDown } from '../model/faults.js'
import type { Outcome } from '../strategies/strategy.js'
import type { Dispatcher, RequestEnd } from './dispatcher.js'
import { ExpiryQueue } from './expiry-queue.js'

/**
 * The candidate `ideal`: one queue before the workers of all primary backends, first come first served, and nobody idle while a
 * request waits. What no balancer can do, since it has to choose before it can know. Of several idle workers the one with
 * the shortest mean service time serves, of equal ones the one idle for longest. It knows at once who is down, and who stands still.
 */
export class CentralQueue implements Dispatcher {
  readonly sifts = false
  /** Tries sent to each backend so far. */
  readonly sent: Float64Array
  readonly #meanMs: readonly number[]
  readonly #free: Int32Array
  readonly #up: Uint8Array
  /** Backends that are up, do not stand still and have a free server, fastest first. One that is out meanwhile is passed over. */
  readonly #idle = new DeadlineHeap((a, b) => this.#listedAt[a]! < this.#listedAt[b]!)
  readonly #listed: Uint8Array
  /** How many had been listed before it. */
  readonly #listedAt: Float64Array
  #listings = 0
  readonly #waiting = new ExpiryQueue(0)
  readonly #retries: number
  readonly #repeatable: (slot: number) => boolean
  readonly #resume: (slot: number, nowMs: number) => void
  /** Where each held request stands in the queue. */
  readonly #places = new Map<number, number>()
  readonly #failures = new Map<number, number>()

  /** @param resume a held request can go now: ask `next` again */
  constructor(options: CentralQueueOptions) {
    const { backends } = options
    this.#meanMs = backends.map(({ latency }) => meanMs(latency))
    this.#free = Int32Array.from(backends, spec => (spec.backup ? 0 : spec.workers * spec.threads))
    this.#up = Uint8Array.from(backends, spec => (startsDown(spec) ? 0 : 1))
    this.sent = new Float64Array(backends.length)
    this.#listed = new Uint8Array(backends.length)
    this.#listedAt = new Float64Array(backends.length)
    this.#retries = options.retries
    this.#repeatable = options.repeatable
    this.#resume = options.resume
    for (let backend = 0; backend < backends.length; backend++) this.#list(backend)
  }

  /** Servers of a backend that are idle. */
  free(backend: number): number {
    return this.#free[backend]!
  }

  /** Requests in the queue. */
  get waiting(): number {
    return this.#places.size
  }

  next(slot: number): number {
    if (this.#failuresOf(slot) > this.#retries) return refused
    const backend = this.#fastest()
    if (backend === -1) {
      this.#places.set(slot, this.#waiting.push(slot, 0))
      return held
    }
    this.sent[backend]!++
    if (--this.#free[backend]! === 0) this.#unlistTop()
    return backend
  }

  ended(slot: number, _backend: number, { failed }: Outcome): void {
    if (failed) this.#failures.set(slot, this.#failuresOf(slot) + 1)
  }

  retries(slot: number, { failed, cause }: Outcome): boolean {
    return failed && (cause === 'connect' || this.#repeatable(slot))
  }

  attempt(slot: number): number {
    return this.#failuresOf(slot) + 1
  }

  move(from: number, to: number): void {
    const failures = this.#failuresOf(from)
    this.#failures.delete(from)
    if (failures > 0) this.#failures.set(to, failures)
  }

  close(slot: number, { lastTry }: RequestEnd): number {
    const place = this.#places.get(slot)
    if (place !== undefined) this.#waiting.leave(place)
    this.#places.delete(slot)
    const failures = this.#failuresOf(slot)
    if (failures > 0) this.#failures.delete(slot)
    return failures + lastTry
  }

  left(backend: number, nowMs: number): void {
    this.#free[backend]!++
    this.#list(backend)
    this.#serve(nowMs)
  }

  out(backend: number): void {
    this.#up[backend] = 0
  }

  back(backend: number, nowMs: number): void {
    this.#up[backend] = 1
    this.#list(backend)
    this.#serve(nowMs)
  }

  /** Those who wait come first: nobody overtakes them while a worker is idle. */
  #serve(nowMs: number): void {
    while (this.#fastest() !== -1) {
      const slot = this.#waiting.take()
      if (slot === -1) return
      this.#places.delete(slot)
      this.#resume(slot, nowMs)
    }
  }

  #failuresOf(slot: number): number {
    return this.#failures.size === 0 ? 0 : (this.#failures.get(slot) ?? 0)
  }

  #fastest(): number {
    while (this.#idle.size > 0) {
      const backend = this.#idle.topJob
      if (this.#up[backend] === 1) return backend
      this.#unlistTop()
    }
    return -1
  }

  #list(backend: number): void {
    if (this.#listed[backend] === 1 || this.#up[backend] === 0 || this.#free[backend] === 0) return
    this.#listed[backend] = 1
    this.#listedAt[backend] = this.#listings++
    this.#idle.push(backend, this.#meanMs[backend]!)
  }

  #unlistTop(): void {
    this.#listed[this.#idle.topJob] = 0
    this.#idle.pop()
  }
}

export interface CentralQueueOptions {
  readonly backends: readonly BackendSpec[]
  readonly retries: number
  /** Whether the request may be sent again once a backend has seen it. */
  readonly repeatable: (slot: number) => boolean
  readonly resume: (slot: number, nowMs: number) => void
}
