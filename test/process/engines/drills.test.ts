import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import type { Trial } from '../../../src/bench/trial.js'
import { caddy } from '../../../src/live/engines/caddy/caddy.js'
import { externalEngine } from '../../../src/live/engines/external/external-engine.js'
import type { Product } from '../../../src/live/engines/external/product.js'
import { haproxy } from '../../../src/live/engines/haproxy/haproxy.js'
import { nginx } from '../../../src/live/engines/nginx/nginx.js'
import { readScenario } from '../../../src/scenario/reader.js'
import { packageRoot, planFor } from '../tiny-scenario.js'

vi.setConfig({ testTimeout: 120_000 })

/** One trial of a scenario that is written as a user would. */
function drill(product: Product, yaml: string): Promise<Trial> {
  const file = join(mkdtempSync(join(tmpdir(), 'lbbench-drill-')), 'drill.yaml')
  writeFileSync(file, yaml)
  const { scenario } = readScenario(file, { shippedDir: `${packageRoot}/scenarios` })
  return externalEngine(product).run(planFor(scenario, `${product.name}:rr`), new AbortController().signal)
}

/** Tries of a backend in a stretch of time, ms from the start of measuring. */
function triesAt({ sight, backends }: Trial, backend: number, fromMs: number, toMs = Infinity): number {
  let sum = 0
  for (const [at, count] of sight!.tries.entries()) {
    const ms = 100 * Math.floor(at / backends.length)
    if (at % backends.length === backend && ms >= fromMs && ms < toMs) sum += count
  }
  return sum
}

function statusesOf({ record }: Trial, fromMs = 0): Map<number, number> {
  const counts = new Map<number, number>()
  for (const [row, status] of record!.status.entries())
    if (record!.dueMs[row]! >= fromMs) counts.set(status, (counts.get(status) ?? 0) + 1)
  return counts
}

/** The last of three is killed after a second, and does not come back. */
const crash = (more: string, duration: string): string => `
backends: { count: 3, latency: 5ms, failTimeout: 2s }
traffic: { rate: 90, timeout: 1s }
faults: [{ backends: b3, from: 1s, do: crash }]
run: { duration: ${duration}, warmup: 200ms }
balancer: { ${more} }
`

describe('what products do by their defaults when a backend is killed', () => {
  // inter 2 s, fall 3: the third failed check is due 4 to 6 s after the crash; measured once, 5.4 s.
  it('HAProxy finds out by its third check', async () => {
    const trial = await drill(haproxy, crash('health: haproxy, retries: none', '9s'))
    const [down, ...others] = trial.sight!.changes
    expect(others).toEqual([])
    expect(down).toMatchObject({ backend: 2, state: 'unhealthy' })
    expect(down!.atMs).toBeGreaterThan(1000 + 3500)
    expect(down!.atMs).toBeLessThan(1000 + 7500)
    // Until then it gets its turn, and those requests are answered 503.
    expect(triesAt(trial, 2, 1200, 4500)).toBeGreaterThan(50)
    expect(triesAt(trial, 2, down!.atMs + 200)).toBe(0)
    expect(statusesOf(trial, 1200).get(503)).toBeGreaterThan(50)
  })

  // max_fails 1: the first failure bans; a request tries again once fail_timeout, in whole seconds, is over.
  it('nginx bans it for fail_timeout at its first failure, and a request at a time finds out that it is still dead', async () => {
    const trial = await drill(nginx, crash('health: nginx, retries: nginx', '9s'))
    const bans = trial.sight!.changes.filter(({ state }) => state === 'banned')
    expect(bans[0]!.atMs).toBeGreaterThan(1000)
    expect(bans[0]!.atMs).toBeLessThan(2000)
    expect(bans.length).toBeGreaterThanOrEqual(2)
    expect(bans.length).toBeLessThanOrEqual(4)
    expect(bans.every(({ backend }) => backend === 2)).toBe(true)
    for (const [i, { atMs }] of bans.slice(1).entries()) {
      const apart = atMs - bans[i]!.atMs
      expect(apart).toBeGreaterThan(1900)
      expect(apart).toBeLessThan(3900)
    }
    // Each ban began with a try, and there was hardly another.
    expect(triesAt(trial, 2, bans[0]!.atMs + 200)).toBeGreaterThanOrEqual(bans.length - 1)
    expect(triesAt(trial, 2, bans[0]!.atMs + 200)).toBeLessThanOrEqual(bans.length + 2)
    // Those were tried again elsewhere.
    expect([...statusesOf(trial).keys()]).toEqual([200])
  })

  // lb_try_duration 0, fail_duration 0: it neither tries again nor remembers.
  it('Caddy goes on sending, and every third request is answered 502', async () => {
    const trial = await drill(caddy, crash('health: none, retries: none', '4s'))
    expect(trial.sight!.changes).toEqual([])
    const late = triesAt(trial, 2, 2000)
    expect(late / (late + triesAt(trial, 0, 2000) + triesAt(trial, 1, 2000))).toBeCloseTo(1 / 3, 1)
    const statuses = statusesOf(trial, 1200)
    expect(statuses.get(502)! / statuses.get(200)!).toBeCloseTo(1 / 2, 1)
  })
})

describe('what they do when a backend is stopped, which accepts connections and never answers', () => {
  const freeze = (balancer: string, duration: string): string => `
backends: { count: 3, latency: 5ms }
traffic: { rate: 90, timeout: 500ms }
faults: [{ backends: b3, from: 500ms, do: freeze }]
run: { duration: ${duration}, warmup: 200ms }
balancer: { ${balancer} }
`

  // The next check is due one interval after the last one ran out: 3 timeouts and 2 intervals, and up to one before the first.
  it('HAProxy finds out by its third check, each of which it waits for', async () => {
    const checks = 'health: { like: haproxy, active: { interval: 500ms, timeout: 500ms } }, retries: none'
    const trial = await drill(haproxy, freeze(checks, '6s'))
    const [down, ...others] = trial.sight!.changes
    expect(others).toEqual([])
    expect(down).toMatchObject({ backend: 2, state: 'unhealthy' })
    expect(down!.atMs).toBeGreaterThan(500 + 2200)
    expect(down!.atMs).toBeLessThan(500 + 4500)
  })

  // proxy_read_timeout is 60 s; that a client has lost its patience is no failure of the server (status 499).
  it('nginx never does, where clients are less patient than it is', async () => {
    const trial = await drill(nginx, freeze('health: nginx, retries: nginx', '4s'))
    expect(trial.sight!.changes).toEqual([])
    const late = triesAt(trial, 2, 2000)
    expect(late / (late + triesAt(trial, 0, 2000) + triesAt(trial, 1, 2000))).toBeCloseTo(1 / 3, 1)
  })
})

describe('an operator', () => {
  // Told of a newcomer before its port is open, nginx bans it.
  const operated = `
backends: { count: 3, latency: 5ms, failTimeout: 1s }
traffic: { rate: 150, timeout: 1s }
faults: [{ backends: b3, at: 6s, do: join }]
run: { duration: 10s, warmup: 200ms }
balancer: { changes: [{ at: 1500ms, backend: b1, do: drain }, { at: 4s, backend: b1, do: join }] }
`
  it.each([nginx, haproxy, caddy])(
    'of $title takes a backend out and puts it back, and another joins',
    async product => {
      const trial = await drill(product, operated)
      const changes = trial.sight!.changes.map(({ backend, state }) => `b${backend + 1} ${state}`)
      // A check that a busy machine lets time out says more, but nothing else.
      expect(changes.filter(change => /left|draining/.test(change))).toEqual(['b3 left', 'b1 draining'])
      expect(['b1', 'b3'].map(name => changes.findLast(change => change.startsWith(name)))).toEqual(['b1 in', 'b3 in'])
      const backends = [0, 1, 2]
      const getting = (fromMs: number, toMs: number) =>
        backends.map(backend => triesAt(trial, backend, fromMs, toMs) > 0)
      expect(getting(0, 1500)).toEqual([true, true, false])
      // What was told takes its time, on a busy machine a second and more.
      expect(getting(3500, 4000)).toEqual([false, true, false])
      expect(getting(5000, 6000)).toEqual([true, true, false])
      expect(getting(8500, 10_000)).toEqual([true, true, true])
      const { size } = trial.record!
      // A reload closes connections to clients, the runtime API does not.
      expect(statusesOf(trial, -Infinity).get(200)).toBeGreaterThanOrEqual(product === haproxy ? size : size - 9)
    },
  )
})
