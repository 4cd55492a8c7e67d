import type { Balancer, BalancerWorld, Flight, Request } from '../../src/balancer/balancer.js'
import type { BalancerBackend } from '../../src/balancer/balancer-options.js'
import { createBalancer } from '../../src/balancer/create-balancer.js'
import type { BalancerSpec } from '../../src/model/balancer-spec.js'
import { nginxBalancer, productHealth } from '../../src/model/products.js'
import { randomStream } from '../../src/model/random.js'
import { findStrategy } from '../../src/strategies/index.js'
import { parseOptions } from '../../src/strategies/options.js'
import type { Strategy } from '../../src/strategies/strategy.js'

/** The rest of a world: backends that check as told, a clock that is set, and a list of what the balancer asked for. */
export class TestWorld implements BalancerWorld {
  readonly balancer: Balancer
  nowMs = 0
  /** "120 check 0": what was asked, and when. */
  readonly asked: string[] = []
  /** What a check of that backend says at once; undefined for no answer. */
  healthy: (backend: number) => boolean | undefined = () => true
  /** Called from within `resume` and `hedge`. */
  onResume: (ticket: number) => void = () => undefined
  onHedge: (ticket: number) => void = () => undefined
  #tickets = 1

  constructor(backends: readonly BalancerBackend[], spec: Partial<BalancerSpec>, settings: WorldSettings = {}) {
    const { strategy: wanted = 'rr', seed = 1, retries = 0, epochMs = 0, startMs = epochMs } = settings
    const strategy = typeof wanted === 'string' ? findStrategy(wanted) : wanted
    this.nowMs = startMs
    this.balancer = createBalancer({
      ...{ backends, strategy, seed, epochMs, startMs, world: this },
      options: parseOptions(strategy, ''),
      random: randomStream(seed, 'pick'),
      spec: nginxBalancer(retries, { health: productHealth.none, ...spec }),
    })
  }

  check(backend: number, path: string, timeoutMs: number): void {
    this.asked.push(`${this.nowMs} check ${backend} ${path} ${timeoutMs}`)
    const ok = this.healthy(backend)
    if (ok !== undefined) this.balancer.checked(backend, ok, this.nowMs)
  }

  probe(backend: number): void {
    this.asked.push(`${this.nowMs} probe ${backend}`)
  }

  resume(ticket: number): void {
    this.asked.push(`${this.nowMs} resume ${ticket}`)
    this.onResume(ticket)
  }

  hedge(ticket: number): void {
    this.asked.push(`${this.nowMs} hedge ${ticket}`)
    this.onHedge(ticket)
  }

  /** A request of its own ticket: 1, 2, 3, ... */
  open(request: Partial<Request> = {}): Flight {
    return this.balancer.open({ client: '10.0.0.1', path: '/', ...request }, this.#tickets++)
  }

  /** Time passes, from one planned moment to the next. */
  to(nowMs: number): this {
    for (let atMs = this.balancer.nextMs(); atMs <= nowMs; atMs = this.balancer.nextMs()) {
      this.nowMs = Math.max(this.nowMs, atMs)
      this.balancer.advance(this.nowMs)
    }
    this.nowMs = nowMs
    return this
  }

  available(): string {
    return this.balancer.names.filter((_, i) => this.balancer.available(i, this.nowMs)).join('')
  }
}

export interface WorldSettings {
  readonly strategy?: string | Strategy
  readonly seed?: number
  readonly retries?: number
  readonly epochMs?: number
  readonly startMs?: number
}
