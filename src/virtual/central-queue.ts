import type { BackendSpec } from '../model/backend-spec.js'
import { DeadlineHeap } from '../model/deadline-heap.js'
import { meanMs } from '../model/distribution.js'
import { type Dispatcher, held } from './dispatcher.js'
import { ExpiryQueue } from './expiry-queue.js'
import { dueMs, type RequestTable } from './request-table.js'

/**
 * The candidate `ideal`: one queue before the workers of all primary backends, first come first served, and nobody idle while a
 * request waits. What no balancer can do, since it has to choose before it can know. Of several idle workers the one with
 * the shortest mean service time serves, of equal ones the one idle for longest. It knows at once who is down.
 */
export class CentralQueue implements Dispatcher {
  readonly #meanMs: readonly number[]
  readonly #servers: Int32Array
  readonly #free: Int32Array
  readonly #up: Uint8Array
  /** Backends that are up and have a free server, fastest first. One that went down meanwhile is passed over. */
  readonly #idle = new DeadlineHeap()
  readonly #listed: Uint8Array
  readonly #waiting = new ExpiryQueue(0, dueMs)
  readonly #requests: RequestTable
  readonly #retries: number
  readonly #resume: (slot: number, nowMs: number) => void
  readonly #tries: number[] = []

  /** @param resume a held request can go now: ask `next` again */
  constructor(options: CentralQueueOptions) {
    const { backends } = options
    this.#meanMs = backends.map(({ latency }) => meanMs(latency))
    this.#servers = Int32Array.from(backends, spec => (spec.backup ? 0 : spec.workers * spec.threads))
    this.#free = this.#servers.slice()
    this.#up = new Uint8Array(backends.length).fill(1)
    this.#listed = new Uint8Array(backends.length)
    this.#requests = options.requests
    this.#retries = options.retries
    this.#resume = options.resume
    for (let backend = 0; backend < backends.length; backend++) this.#list(backend)
  }

  open(slot: number): void {
    this.#tries[slot] = 0
  }

  next(slot: number): number {
    if (this.#tries[slot]! > this.#retries) return -1
    const backend = this.#fastest()
    if (backend === -1) {
      const { facts } = this.#requests
      this.#waiting.push(slot, facts[8 * slot + dueMs]!, facts)
      return held
    }
    this.#tries[slot]!++
    if (--this.#free[backend]! === 0) this.#unlistTop()
    return backend
  }

  ended(): void {}

  left(backend: number, nowMs: number): void {
    this.#free[backend]!++
    this.#list(backend)
    this.#serveNext(nowMs)
  }

  crashed(backend: number): void {
    this.#up[backend] = 0
  }

  recovered(backend: number, nowMs: number): void {
    this.#up[backend] = 1
    this.#list(backend)
    for (let server = 0; server < this.#servers[backend]!; server++) this.#serveNext(nowMs)
  }

  move(from: number, to: number): void {
    this.#tries[to] = this.#tries[from]!
  }

  tries(slot: number): number {
    return this.#tries[slot]!
  }

  #serveNext(nowMs: number): void {
    if (this.#fastest() === -1) return
    const slot = this.#waiting.expired(nowMs, this.#requests.facts)
    if (slot !== -1) this.#resume(slot, nowMs)
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
    this.#idle.push(backend, this.#meanMs[backend]!)
  }

  #unlistTop(): void {
    this.#listed[this.#idle.topJob] = 0
    this.#idle.pop()
  }
}

export interface CentralQueueOptions {
  readonly backends: readonly BackendSpec[]
  readonly requests: RequestTable
  readonly retries: number
  readonly resume: (slot: number, nowMs: number) => void
}
