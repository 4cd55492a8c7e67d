import { randomStream } from '../../src/model/random.js'
import { parseOptions } from '../../src/strategies/options.js'
import type { Chooser, Outcome, Pool, RequestView, Services, Strategy } from '../../src/strategies/strategy.js'

/** A pool of idle, available backends named a, b, c, ... (or b0, b1, ... where the alphabet ends). */
export function testPool(weights: readonly number[], maxFails = 1): Pool {
  const names = weights.map((_, i) => (weights.length > 26 ? `b${i}` : String.fromCharCode(97 + i)))
  return {
    size: weights.length,
    names,
    addresses: weights.map((_, i) => `127.0.0.1:${18001 + i}`),
    weight: Int32Array.from(weights),
    weightScale: 1,
    inFlight: new Int32Array(weights.length),
    available: new Uint8Array(weights.length).fill(1),
    up: new Uint8Array(weights.length).fill(1),
    maxFails: new Int32Array(weights.length).fill(maxFails),
  }
}

/** A good answer, but for what is given. */
export function outcome(changes: Partial<Outcome> = {}): Outcome {
  const latencyMs = changes.latencyMs ?? 1
  const good = {
    cause: 'answer',
    failed: false,
    status: 200,
    headMs: latencyMs,
    serviceMs: latencyMs,
    queued: 0,
  } as const
  return { ...good, ...changes, latencyMs }
}

export const ok = outcome()
export const failure = outcome({ cause: 'reset', failed: true, status: 0, serviceMs: Number.NaN, queued: Number.NaN })
export const anyRequest: RequestView = { client: '127.0.0.1', path: '/', attempt: 0 }

export function startWith(strategy: Strategy, pool: Pool, { options = '', seed = 1 } = {}): Chooser {
  return strategy.start(pool, parseOptions(strategy, options), randomStream(seed, 'pick'), idleServices)
}

/** For strategies that neither probe nor wake. */
export const idleServices: Services = { probe: () => undefined, wakeAt: () => undefined }

/** Picks and sends; the request stays in flight. */
export function hold(chooser: Chooser, pool: Pool, request = anyRequest): number {
  const backend = chooser.pick(request, 0)
  if (backend === -1) return -1
  pool.inFlight[backend]++
  chooser.sent?.(backend, 0)
  return backend
}

export function answer(chooser: Chooser, pool: Pool, backend: number, outcome = ok): void {
  pool.inFlight[backend]--
  chooser.answered?.(backend, outcome, 0)
}

/** One request from sending to its answer. */
export function serve(chooser: Chooser, pool: Pool, request = anyRequest): number {
  const backend = hold(chooser, pool, request)
  if (backend !== -1) answer(chooser, pool, backend)
  return backend
}

/** The names of `count` picks in a row. */
export function sequence(pool: Pool, count: number, next: () => number): string {
  return Array.from({ length: count }, next)
    .map(backend => pool.names[backend] ?? '-')
    .join('')
}

/** It goes down, or comes back. */
export function setAvailable(chooser: Chooser, pool: Pool, backend: number, available: boolean): void {
  if (pool.available[backend] === Number(available) && pool.up[backend] === Number(available)) return
  pool.available[backend] = pool.up[backend] = Number(available)
  chooser.changed?.(backend)
}

/** It reaches its limit or is tried by the request in hand, or that is over: up all the while. */
export function setBusy(chooser: Chooser, pool: Pool, backend: number, busy: boolean): void {
  pool.available[backend] = busy ? 0 : pool.up[backend]
  chooser.changed?.(backend)
}
