import { describe, expect, it } from 'vitest'
import { caddyGlimpses } from '../../../../src/live/engines/caddy/glimpses.js'
import { sightOf } from '../../../../src/live/engines/external/sighting.js'
import { nginxBalancer, productHealth } from '../../../../src/model/products.js'
import type { SightChange } from '../../../../src/model/sight.js'
import { backendSpec } from '../../../model/specs.js'

const logger = 'http.handlers.reverse_proxy'
const line = (ms: number, fields: object): string =>
  JSON.stringify({ level: 'debug', ts: ms / 1000, logger, ...fields })
const selected = (ms: number, port: number) =>
  line(ms, { msg: 'selected upstream', dial: `127.0.0.1:${port}`, total_upstreams: 2 })
const ended = (ms: number, port: number, error?: string) =>
  line(ms, {
    msg: 'upstream roundtrip',
    upstream: `127.0.0.1:${port}`,
    duration: 0.001,
    ...(error ? { error } : { status: 200 }),
  })
const checked = (ms: number, port: number, msg: string) =>
  line(ms, { logger: `${logger}.health_checker.active`, msg, host: `127.0.0.1:${port}` })
const change = (atMs: number, backend: number, state: SightChange['state']): SightChange => ({ atMs, backend, state })

function sight(lines: readonly string[], { passive = true, version = '2.6.2', maxFails = 2 } = {}) {
  const backends = [1, 2].map(port => ({
    spec: backendSpec({ maxFails, failTimeoutMs: 1000 }),
    address: `127.0.0.1:${port}`,
  }))
  const spec = nginxBalancer(1, { health: passive ? productHealth.nginx : productHealth.none })
  return sightOf(
    2,
    caddyGlimpses(lines.join('\n'), { backends, spec, version }, ms => Math.round(ms)),
  )
}

describe('what Caddy logs', () => {
  it('whom it selects is a try; half a line and who is not ours are not', () => {
    const lines = [selected(10, 1), ended(11, 1), selected(20, 9), selected(110, 2), '{"level":"debug","ts":1']
    expect([...sight(lines).tries]).toEqual([1, 0, 0, 1])
  })

  const refused = 'dial tcp 127.0.0.1:1: connect: connection refused'

  it.each<[string, string[], Parameters<typeof sight>[1], SightChange[]]>([
    [
      'max_fails within fail_duration, each counts so long',
      [ended(100, 1, refused), ended(400, 1, refused), ended(500, 1, refused)],
      {},
      [change(400, 0, 'banned'), change(1400, 0, 'in')],
    ],
    ['failures that are too far apart', [ended(100, 1, refused), ended(1200, 1, refused)], {}, []],
    ['a client that went', [ended(100, 1, 'context canceled')], { maxFails: 1 }, []],
    ['failures that do not count', [ended(100, 1, refused), ended(101, 1, refused)], { passive: false }, []],
    [
      'a check that fails, up to 2.7',
      [checked(5, 2, 'HTTP request failed'), checked(9, 2, 'unexpected status code'), checked(15, 2, 'host is up')],
      {},
      [change(5, 1, 'unhealthy'), change(15, 1, 'in')],
    ],
    [
      'checks that fail, from 2.8 on',
      [checked(5, 2, 'HTTP request failed'), checked(9, 2, 'host is down'), checked(15, 2, 'host is up')],
      { version: '2.8.4' },
      [change(9, 1, 'unhealthy'), change(15, 1, 'in')],
    ],
  ])('%s', (_, lines, options, expected) => {
    expect(sight(lines, options).changes).toEqual(expected)
  })
})
