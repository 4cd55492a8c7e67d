import { describe, expect, it } from 'vitest'
import { createRequestText } from '../../src/live/load/request-text.js'
import type { Site } from '../../src/live/load/site.js'
import type { RequestKind } from '../../src/model/traffic.js'
import { drawWorkload } from './trial.js'

const kinds: RequestKind[] = [
  { method: 'GET', path: '/a?b=c', bodyBytes: 0, share: 1 },
  { method: 'POST', path: '/p', bodyBytes: 3, share: 1 },
  { method: 'PATCH', path: '/e', bodyBytes: 0, share: 1 },
  { method: 'HEAD', path: '/', bodyBytes: 0, share: 1 },
]

const text = createRequestText({
  host: '127.0.0.1',
  port: 8080,
  traffic: {
    load: { kind: 'open', ratePerSecond: 1, arrivals: { kind: 'even' }, maxSockets: 1 },
    clients: { count: 9, zipf: 0 },
    requests: kinds,
    timeoutMs: 1,
  },
  workload: {
    size: 4,
    dueMs: new Float64Array(4),
    client: Int32Array.of(5, 5, 6, 7),
    demand: Float64Array.of(0.25, 0.1 + 0.2, 1e-9, 0.5),
    failure: Float64Array.of(0, 0.5, 0.75, 0.5),
    kind: Uint8Array.of(0, 1, 2, 3),
    thinkMs: new Float64Array(0),
  },
  clientAddress: client => `10.0.0.${client}`,
})

const common = (line: string, client: number) =>
  `${line} HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nUser-Agent: lbbench\r\nAccept: */*\r\n@X-Forwarded-For: 10.0.0.${client}\r\n`

describe('createRequestText', () => {
  it('writes a request without a body', () => {
    const expected = `${common('GET /a?b=c', 5).replace('@', '')}x-lbbench-demand: 0.25\r\nx-lbbench-failure: 0\r\n\r\n`
    expect(text.of(0, '')).toBe(expected)
  })

  it('writes body, its length, and cookies; numbers in full', () => {
    const content = 'Content-Type: application/octet-stream\r\nContent-Length: 3\r\n'
    const chance = 'x-lbbench-demand: 0.30000000000000004\r\nx-lbbench-failure: 0.5\r\n'
    expect(text.of(1, 'a=1; b=2')).toBe(
      `${common('POST /p', 5).replace('@', content)}${chance}Cookie: a=1; b=2\r\n\r\nxxx`,
    )
  })

  it('says of an empty body that it is empty, where one is expected', () => {
    expect(text.of(2, '')).toContain('Content-Length: 0\r\n')
    expect(text.of(2, '')).toContain('x-lbbench-demand: 1e-9\r\n')
    expect(text.of(0, '')).not.toContain('Content-Length')
  })

  it('marks priming requests', () => {
    expect(text.priming(0)).toContain('\r\nx-lbbench-prime: 1\r\n\r\n')
    expect(text.of(0, '')).not.toContain('prime')
  })

  it('knows whose answers have no body', () => {
    expect([0, 1, 2, 3].map(row => text.isHead(row))).toEqual([false, false, false, true])
  })
})

describe('at a site', () => {
  const at = (site: Partial<Site>, path: string, method = 'GET') =>
    createRequestText({
      host: '192.0.2.1',
      port: 443,
      site: { authority: 'lb.example', path: '', query: '', headers: [], ...site },
      traffic: {
        load: { kind: 'closed', connections: 1, think: { kind: 'constant', valueMs: 0 } },
        clients: { count: 1, zipf: 0 },
        requests: [{ method, path, bodyBytes: 1, share: 1 }],
        timeoutMs: 1000,
      },
      workload: drawWorkload({ size: 1, clients: 1 }),
      clientAddress: () => '10.0.0.0',
    }).of(0, '')

  it.each([
    ['', '', '/', '/'],
    ['/api', '', '/', '/api/'],
    ['/api/v1', '', '/items?id=3', '/api/v1/items?id=3'],
    ['', 'key=1', '/', '/?key=1'],
    ['/api', 'key=1&x', '/items?id=3?4', '/api/items?id=3?4&key=1&x'],
  ])('path %j and query %j make of %j: %j', (path, query, own, whole) => {
    expect(at({ path, query }, own).split('\r\n')[0]).toBe(`GET ${whole} HTTP/1.1`)
  })

  it('names the host as the user did, and says what the user says, once each', () => {
    const text = at(
      {
        headers: [
          ['Authorization', 'Bearer x'],
          ['accept', 'text/html'],
          ['X-Key', 'a: b'],
        ],
      },
      '/',
      'POST',
    )
    expect(text).toContain('\r\nHost: lb.example\r\n')
    expect(text).toContain('\r\nAuthorization: Bearer x\r\naccept: text/html\r\nX-Key: a: b\r\n')
    expect(text.match(/^accept:/gim)).toHaveLength(1)
    expect(text.match(/^(host|content-length):/gim)).toHaveLength(2)
  })
})
