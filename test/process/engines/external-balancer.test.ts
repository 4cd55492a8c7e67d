import { chmodSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { LbbenchError } from '../../../src/errors.js'
import { caddy } from '../../../src/live/engines/caddy/caddy.js'
import { externalEngine } from '../../../src/live/engines/external/external-engine.js'
import type { Product } from '../../../src/live/engines/external/product.js'
import { haproxy } from '../../../src/live/engines/haproxy/haproxy.js'
import { nginx } from '../../../src/live/engines/nginx/nginx.js'
import { plainSticky } from '../../../src/model/sticky.js'
import { planFor, tinyScenario } from '../tiny-scenario.js'

vi.setConfig({ testTimeout: 120_000 })

let temporary: string
beforeEach(() => {
  temporary = mkdtempSync(join(tmpdir(), 'lbbench-external-'))
  chmodSync(temporary, 0o755)
  vi.stubEnv('TMPDIR', temporary)
})
afterEach(() => vi.unstubAllEnvs())

function run(product: Product, candidate: string, change: Parameters<typeof tinyScenario>[0] = () => ({})) {
  return externalEngine(product).run(planFor(tinyScenario(change), candidate), new AbortController().signal)
}

function failureOf(product: Product): Promise<LbbenchError> {
  return run(product, `${product.name}:rr`).then(
    () => Promise.reject(new Error('did not fail')),
    (error: LbbenchError) => error,
  )
}

describe('a configuration that the program refuses', () => {
  it.each([
    [nginx, 'ended unexpectedly: exit status 1: unknown directive "nonsense"'],
    [haproxy, "unknown keyword 'nonsense'"],
    [caddy, 'unrecognized directive: nonsense'],
  ] as const)('$title: its own message, and its folder stays', async (product, words) => {
    const failure = await failureOf({
      ...product,
      // At the end of a file HAProxy is within its backend, nginx and Caddy at the top.
      configure: setup =>
        `${product.configure(setup)}\n${product === caddy ? 'http://:1 {\nnonsense\n}' : 'nonsense on;'}\n`,
    })
    expect(failure).toMatchObject({ code: 'ENGINE_FAILED', exitStatus: 3 })
    expect(failure.message).toContain(`${product.title} ended unexpectedly: exit status 1: `)
    expect(failure.message).toContain(words)
    expect(failure.message).not.toContain('\n')
    const [left, ...others] = readdirSync(temporary)
    expect(others).toEqual([])
    expect(failure.hint).toBe(`its configuration and log are in ${join(temporary, left!)}`)
    expect(readFileSync(join(temporary, left!, product.configFile), 'utf8')).toContain('nonsense')
  })
})

it('a program that is not there: how to get it, and no folder', async () => {
  const failure = await failureOf({ ...haproxy, program: 'haproxy-of-nobody' })
  expect(failure).toMatchObject({
    code: 'ENGINE_FAILED',
    message: 'HAProxy is not installed',
    hint: 'apt-get install haproxy',
  })
  expect(readdirSync(temporary)).toEqual([])
})

it('a program that never listens is given up', async () => {
  const failure = await failureOf({
    ...haproxy,
    program: 'sleep',
    versionArgs: ['--version'],
    version: /(\d+\.\d+)/,
    args: () => ['100'],
  })
  expect(failure.message).toMatch(/^HAProxy does not listen on 127\.0\.0\.1:\d+ after 10 s$/)
})

const oneAtATime = { kind: 'closed', connections: 1, think: { kind: 'constant', valueMs: 0 } } as const

describe('sessions on HAProxy', () => {
  it.each(['cookie', 'table'] as const)('by %s: everybody stays', async by => {
    const trial = await run(haproxy, 'haproxy:rr', scenario => ({
      // One request at a time: none is under way before the answer to the first of its client has brought the cookie.
      traffic: { ...scenario.traffic, load: oneAtATime, clients: { count: 8, zipf: 0 } },
      backends: scenario.backends.map(backend => ({ ...backend, latency: { kind: 'constant', valueMs: 1 } })),
      run: { ...scenario.run, durationMs: 1500 },
      balancer: { ...scenario.balancer, sticky: plainSticky(by) },
    }))
    const { record } = trial
    const seen = new Map<number, Set<number>>()
    for (let row = 0; row < record!.size; row++)
      if (record!.status[row] === 200)
        seen.set(record!.client[row]!, (seen.get(record!.client[row]!) ?? new Set()).add(record!.backend[row]!))
    expect(seen.size).toBe(8)
    for (const backends of seen.values()) expect(backends.size).toBe(1)
    expect(new Set([...seen.values()].flatMap(backends => [...backends])).size).toBe(4)
  })
})
