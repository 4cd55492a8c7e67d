import type { Balancer, BalancerWorld, Flight, Request } from '../../balancer/balancer.js'
import { checkHealth } from './health-check.js'
import type { Awaiting, Balancing, RequestWatch } from './plane-context.js'
import { Prober } from './prober.js'
import type { Destination } from './upstream.js'

export interface BalancerDriverOptions {
  /** In the balancer's order. */
  readonly backends: readonly Destination[]
  /** A fresh balancer that asks this world. */
  readonly create: (world: BalancerWorld) => Balancer
  /** Whether a health check that was answered with this status went well. */
  readonly isGood: (status: number) => boolean
  /** The request under way with that ticket. */
  readonly awaiting: (ticket: number) => Awaiting | undefined
  /** Counts how requests end; nobody by default. */
  readonly watch?: RequestWatch | undefined
  /** The balancer's clock, ms. */
  readonly now: () => number
}

/** Above it Node's timers warn and fire at once. */
const maxTimerMs = 2 ** 31 - 1

/** Gives one balancer real time and a network: its timer, its health checks, its probes, and the requests it comes back to. */
export class BalancerDriver implements Balancing, BalancerWorld {
  readonly balancer: Balancer
  readonly watch: RequestWatch | undefined
  readonly #options: BalancerDriverOptions
  readonly #prober: Prober
  readonly #checks = new Set<() => void>()
  /** What was asked for from within a method of the balancer happens when that has returned. */
  readonly #resumed: number[] = []
  readonly #hedged: number[] = []
  #settling = false
  #timer: NodeJS.Timeout | undefined
  #armedMs = Infinity
  #retired = false
  #stopped = false

  constructor(options: BalancerDriverOptions) {
    this.#options = options
    this.watch = options.watch
    this.#prober = new Prober(options.backends, options.now, (backend, report) => {
      this.balancer.probed(backend, report, options.now())
      this.settle()
    })
    this.balancer = options.create(this)
  }

  open(request: Request, ticket: number): Flight {
    return this.balancer.open(request, ticket)
  }

  settle(): void {
    if (this.#settling || this.#stopped) return
    this.#settling = true
    this.#comeBack()
    // What is due already must not wait for a timer: while somebody is called, there may be a place for the next one.
    let nextMs = this.balancer.nextMs()
    while (nextMs < Infinity) {
      const nowMs = this.#options.now()
      if (nextMs > nowMs) break
      this.balancer.advance(nowMs)
      const goesOn = this.#comeBack()
      nextMs = this.balancer.nextMs()
      if (!goesOn) break
    }
    this.#settling = false
    if (nextMs < this.#armedMs) this.#arm(nextMs)
  }

  check(backend: number, path: string, timeoutMs: number): void {
    if (this.#retired) return
    const callOff = checkHealth(this.#options.backends[backend]!, path, timeoutMs, status => {
      this.#checks.delete(callOff)
      const ok = status !== undefined && this.#options.isGood(status)
      this.balancer.checked(backend, ok, this.#options.now())
      this.settle()
    })
    this.#checks.add(callOff)
  }

  probe(backend: number): void {
    this.#prober.ask(backend)
  }

  resume(ticket: number): void {
    this.#resumed.push(ticket)
  }

  hedge(ticket: number): void {
    this.#hedged.push(ticket)
  }

  /** No checks and probes any more. Requests that began with this balancer still end with it, so its timer goes on. */
  retire(): void {
    this.#retired = true
    this.#prober.stop()
    for (const callOff of this.#checks) callOff()
    this.#checks.clear()
  }

  /** Nothing happens any more. */
  stop(): void {
    this.retire()
    clearTimeout(this.#timer)
    this.#stopped = true
  }

  /** Whether anybody was asked for. First come, first served: the next one may get what is left. */
  #comeBack(): boolean {
    const any = this.#resumed.length > 0 || this.#hedged.length > 0
    while (this.#resumed.length > 0) this.#options.awaiting(this.#resumed.shift()!)?.resume()
    while (this.#hedged.length > 0) this.#options.awaiting(this.#hedged.shift()!)?.hedge()
    return any
  }

  #arm(atMs: number): void {
    this.#armedMs = atMs
    clearTimeout(this.#timer)
    // Node's timers are whole milliseconds; rounded up, so that it has come to that when one fires.
    const inMs = Math.min(maxTimerMs, Math.max(0, Math.ceil(atMs - this.#options.now())))
    this.#timer = setTimeout(() => {
      this.#armedMs = Infinity
      this.balancer.advance(this.#options.now())
      this.settle()
    }, inMs)
  }
}
