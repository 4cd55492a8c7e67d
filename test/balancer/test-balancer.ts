import type { Balancer } from '../../src/balancer/balancer.js'
import type { BalancerBackend } from '../../src/balancer/balancer-options.js'
import { createBalancer } from '../../src/balancer/create-balancer.js'
import { nginxBalancer, productHealth } from '../../src/model/products.js'
import { randomStream } from '../../src/model/random.js'
import { findStrategy } from '../../src/strategies/index.js'
import { parseOptions } from '../../src/strategies/options.js'
import type { Strategy } from '../../src/strategies/strategy.js'
import { outcome } from '../strategies/test-pool.js'

export const ok = outcome()
export const refused = outcome({ cause: 'connect', failed: true, status: 0 })

/** A backend with nginx's defaults. */
export function backend(name: string, changes: Partial<BalancerBackend> = {}): BalancerBackend {
  const address = `127.0.0.1:${18_000 + name.charCodeAt(0)}`
  return { name, address, weight: 1, maxFails: 1, failTimeoutMs: 10_000, maxRequests: 0, backup: false, ...changes }
}

export interface Settings {
  readonly strategy?: string | Strategy
  readonly health?: 'nginx' | 'none'
  readonly retries?: number
  readonly seed?: number
  readonly epochMs?: number
}

/** nginx's default: as many retries as there are servers. */
export function balance(backends: readonly BalancerBackend[], settings: Settings = {}): Balancer {
  const { strategy: wanted = 'rr', health = 'nginx', retries = backends.length, seed = 1, epochMs = 0 } = settings
  const strategy = typeof wanted === 'string' ? findStrategy(wanted) : wanted
  const random = randomStream(seed, 'pick')
  const options = parseOptions(strategy, '')
  const spec = nginxBalancer(retries, { health: productHealth[health] })
  return createBalancer({ backends, strategy, options, random, spec, epochMs })
}

/**
 * One request, at one moment, against backends of which those in `closed` refuse: the names tried joined by ">", as
 * nginx logs $upstream_addr; "" where none was live.
 */
export function send(balancer: Balancer, closed: ReadonlySet<string>, nowMs = 0, client = '127.0.0.1'): string {
  const flight = balancer.open({ client, path: '/' })
  const tried: string[] = []
  for (;;) {
    const index = flight.next(nowMs)
    if (index === -1) return tried.join('>')
    tried.push(balancer.names[index])
    flight.ended(index, closed.has(balancer.names[index]) ? refused : ok, nowMs)
    if (!closed.has(balancer.names[index])) return tried.join('>')
  }
}
