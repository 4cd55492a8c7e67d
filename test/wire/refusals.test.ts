import { describe, expect, test } from 'vitest'
import { createWireServer } from '../../src/live/wire/wire-server.js'
import { answering, client, eventually, get, lab, serve } from './lab.js'

interface Row {
  readonly why: string
  readonly bytes: string
  readonly status: number
}

const post = (fields: string, body = ''): string => `POST / HTTP/1.1\r\nHost: h\r\n${fields}\r\n${body}`
const chunked = (body: string): string => post('Transfer-Encoding: chunked\r\n', body)

const rows: readonly Row[] = [
  // Two lengths of one body: the classic way to smuggle (RFC 9112 6.1 and 11.2).
  { why: 'CL and TE', bytes: post('Content-Length: 5\r\nTransfer-Encoding: chunked\r\n', '0\r\n\r\n'), status: 400 },
  { why: 'TE and CL', bytes: post('Transfer-Encoding: chunked\r\nContent-Length: 5\r\n', '0\r\n\r\n'), status: 400 },
  { why: 'differing CLs', bytes: post('Content-Length: 5\r\nContent-Length: 6\r\n', 'hello'), status: 400 },
  // Allowed by RFC 9112 6.3 to be merged; refused here, because a merge is a guess.
  { why: 'identical CLs', bytes: post('Content-Length: 5\r\nContent-Length: 5\r\n', 'hello'), status: 400 },
  { why: 'CL as a list', bytes: post('Content-Length: 5, 5\r\n', 'hello'), status: 400 },
  // Number() would take every one of these.
  { why: 'CL with a sign', bytes: post('Content-Length: +5\r\n', 'hello'), status: 400 },
  { why: 'negative CL', bytes: post('Content-Length: -1\r\n'), status: 400 },
  { why: 'hexadecimal CL', bytes: post('Content-Length: 0x5\r\n', 'hello'), status: 400 },
  { why: 'CL in exponent form', bytes: post('Content-Length: 1e1\r\n', '0123456789'), status: 400 },
  { why: 'empty CL', bytes: post('Content-Length:\r\n'), status: 400 },
  { why: 'CL with a blank inside', bytes: post('Content-Length: 1 0\r\n'), status: 400 },
  // trim() would drop the no-break space.
  { why: 'CL followed by U+00A0', bytes: post('Content-Length: 5\xa0\r\n', 'hello'), status: 400 },
  { why: 'CL beyond 2^53', bytes: post('Content-Length: 9007199254740993\r\n'), status: 400 },
  // Only "chunked" is understood; what others make of the rest is anybody's guess.
  { why: 'unknown TE', bytes: post('Transfer-Encoding: gzip\r\n'), status: 501 },
  { why: 'TE list', bytes: post('Transfer-Encoding: gzip, chunked\r\n', '0\r\n\r\n'), status: 501 },
  { why: 'TE identity', bytes: post('Transfer-Encoding: identity\r\n'), status: 501 },
  { why: 'TE prefixed', bytes: post('Transfer-Encoding: xchunked\r\n', '0\r\n\r\n'), status: 501 },
  { why: 'TE with a vertical tab', bytes: post('Transfer-Encoding: \x0bchunked\r\n', '0\r\n\r\n'), status: 400 },
  {
    why: 'TE twice',
    bytes: post('Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n', '0\r\n\r\n'),
    status: 400,
  },
  { why: 'TE empty', bytes: post('Transfer-Encoding:\r\n'), status: 400 },
  { why: 'TE in HTTP/1.0', bytes: 'POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n', status: 400 },
  // Lines: where one parser sees two, another sees one.
  { why: 'obsolete folding', bytes: get('/', 'X-A: 1\r\n folded\r\n'), status: 400 },
  { why: 'folding with a tab', bytes: get('/', 'X-A: 1\r\n\tfolded\r\n'), status: 400 },
  { why: 'blank before the first field', bytes: 'GET / HTTP/1.1\r\n Host: h\r\n\r\n', status: 400 },
  { why: 'bare LF after a field', bytes: 'GET / HTTP/1.1\r\nHost: h\nX-A: 1\r\n\r\n', status: 400 },
  { why: 'bare LF after the request line', bytes: 'GET / HTTP/1.1\nHost: h\r\n\r\n', status: 400 },
  // Never followed by CR LF CR LF: must be refused without waiting for it.
  { why: 'a head of bare LFs', bytes: 'GET / HTTP/1.1\nHost: h\n\n', status: 400 },
  { why: 'bare CR in a value', bytes: get('/', 'X-A: 1\rX-B: 2\r\n'), status: 400 },
  { why: 'bare CR before CR LF', bytes: get('/', 'X-A: 1\r\r\n'), status: 400 },
  { why: 'NUL in a value', bytes: get('/', 'X-A: 1\x002\r\n'), status: 400 },
  { why: 'DEL in a value', bytes: get('/', 'X-A: 1\x7f\r\n'), status: 400 },
  { why: 'ESC in a value', bytes: get('/', 'X-A: \x1b[0m\r\n'), status: 400 },
  { why: 'NUL in a name', bytes: get('/', 'X\x00A: 1\r\n'), status: 400 },
  { why: 'TLS to a plain port', bytes: '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', status: 400 },
  // Names.
  { why: 'space before the colon', bytes: post('Content-Length : 5\r\n', 'hello'), status: 400 },
  { why: 'tab before the colon', bytes: get('/', 'X-A\t: 1\r\n'), status: 400 },
  { why: 'empty name', bytes: get('/', ': 1\r\n'), status: 400 },
  { why: 'field without a colon', bytes: get('/', 'X-A\r\n'), status: 400 },
  { why: 'non-ASCII name', bytes: get('/', 'X-\xe9: 1\r\n'), status: 400 },
  { why: 'parenthesis in a name', bytes: get('/', 'X(A): 1\r\n'), status: 400 },
  // Host decides where a request belongs (RFC 9112 3.2).
  { why: 'no Host', bytes: 'GET / HTTP/1.1\r\n\r\n', status: 400 },
  { why: 'two Hosts', bytes: get('/', 'Host: other\r\n'), status: 400 },
  { why: 'two equal Hosts', bytes: get('/', 'host: h\r\n'), status: 400 },
  { why: 'Host with a blank', bytes: 'GET / HTTP/1.1\r\nHost: a b\r\n\r\n', status: 400 },
  { why: 'Host with a path', bytes: 'GET / HTTP/1.1\r\nHost: a/b\r\n\r\n', status: 400 },
  { why: 'Host list', bytes: 'GET / HTTP/1.1\r\nHost: a, b\r\n\r\n', status: 400 },
  { why: 'Host against absolute target', bytes: 'GET http://other/ HTTP/1.1\r\nHost: h\r\n\r\n', status: 400 },
  // Chunked coding.
  { why: 'empty chunk size', bytes: chunked('\r\nhello\r\n0\r\n\r\n'), status: 400 },
  { why: 'negative chunk size', bytes: chunked('-5\r\nhello\r\n0\r\n\r\n'), status: 400 },
  { why: 'chunk size with plus', bytes: chunked('+5\r\nhello\r\n0\r\n\r\n'), status: 400 },
  { why: 'chunk size with 0x', bytes: chunked('0x5\r\nhello\r\n0\r\n\r\n'), status: 400 },
  { why: 'chunk size with a blank before', bytes: chunked(' 5\r\nhello\r\n0\r\n\r\n'), status: 400 },
  { why: 'chunk size with a blank after', bytes: chunked('5 \r\nhello\r\n0\r\n\r\n'), status: 400 },
  { why: 'chunk size beyond 2^52', bytes: chunked('10000000000000\r\n'), status: 400 },
  { why: 'chunk size that wraps at 2^64', bytes: chunked('10000000000000005\r\nhello\r\n0\r\n\r\n'), status: 400 },
  { why: 'chunk size ends in bare LF', bytes: chunked('5\nhello\r\n0\r\n\r\n'), status: 400 },
  { why: 'chunk size ends in bare CR', bytes: chunked('5\rhello\r\n0\r\n\r\n'), status: 400 },
  { why: 'no CR LF after chunk data', bytes: chunked('5\r\nhello0\r\n\r\n'), status: 400 },
  { why: 'bare LF after chunk data', bytes: chunked('5\r\nhello\n0\r\n\r\n'), status: 400 },
  { why: 'chunk data longer than said', bytes: chunked('3\r\nhello\r\n0\r\n\r\n'), status: 400 },
  // The 2025 "TERM.EXT" family: a bare LF in an extension is a line end to some.
  { why: 'bare LF in a chunk extension', bytes: chunked('5;a\nb\r\nhello\r\n0\r\n\r\n'), status: 400 },
  { why: 'NUL in a chunk extension', bytes: chunked('5;a\x00\r\nhello\r\n0\r\n\r\n'), status: 400 },
  { why: 'endless chunk extensions', bytes: chunked(`1;${'a'.repeat(20_000)}\r\nx\r\n0\r\n\r\n`), status: 400 },
  { why: 'bare LF in trailers', bytes: chunked('0\r\nX-A: 1\n\r\n'), status: 400 },
  { why: 'trailer without a colon', bytes: chunked('0\r\nX-A\r\n\r\n'), status: 400 },
  { why: 'Content-Length as a trailer', bytes: chunked('0\r\nContent-Length: 3\r\n\r\n'), status: 400 },
  // It would name another client than the head did.
  { why: 'X-Forwarded-For as a trailer', bytes: chunked('0\r\nX-Forwarded-For: 10.9.9.9\r\n\r\n'), status: 400 },
  { why: 'an empty X-Forwarded-For as a trailer', bytes: chunked('0\r\nx-forwarded-for:\r\n\r\n'), status: 400 },
  { why: 'Host as a trailer', bytes: chunked('0\r\nHost: other\r\n\r\n'), status: 400 },
  // Request line.
  { why: 'no version', bytes: 'GET /\r\nHost: h\r\n\r\n', status: 400 },
  { why: 'lower-case version', bytes: 'GET / http/1.1\r\nHost: h\r\n\r\n', status: 400 },
  { why: 'version with blank', bytes: 'GET / HTTP/1.1 \r\nHost: h\r\n\r\n', status: 400 },
  { why: 'version with two digits', bytes: 'GET / HTTP/1.10\r\nHost: h\r\n\r\n', status: 400 },
  { why: 'HTTP/1.2', bytes: 'GET / HTTP/1.2\r\nHost: h\r\n\r\n', status: 505 },
  { why: 'HTTP/2 preface', bytes: 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', status: 505 },
  { why: 'method with a bracket', bytes: 'G[T / HTTP/1.1\r\nHost: h\r\n\r\n', status: 400 },
  { why: 'no method', bytes: ' / HTTP/1.1\r\nHost: h\r\n\r\n', status: 400 },
  { why: 'two blanks after the method', bytes: 'GET  / HTTP/1.1\r\nHost: h\r\n\r\n', status: 400 },
  { why: 'tab after the method', bytes: 'GET\t/ HTTP/1.1\r\nHost: h\r\n\r\n', status: 400 },
  { why: 'blank in the target', bytes: 'GET /a b HTTP/1.1\r\nHost: h\r\n\r\n', status: 400 },
  { why: 'target without a slash', bytes: 'GET a HTTP/1.1\r\nHost: h\r\n\r\n', status: 400 },
  { why: 'non-ASCII target', bytes: 'GET /\xe9 HTTP/1.1\r\nHost: h\r\n\r\n', status: 400 },
  { why: 'asterisk with GET', bytes: 'GET * HTTP/1.1\r\nHost: h\r\n\r\n', status: 400 },
  { why: 'CONNECT', bytes: 'CONNECT h:443 HTTP/1.1\r\nHost: h\r\n\r\n', status: 405 },
  { why: 'two empty lines first', bytes: `\r\n\r\n${get()}`, status: 400 },
  // Limits.
  { why: 'head over 16 KiB', bytes: get('/', `X-A: ${'a'.repeat(20_000)}\r\n`), status: 431 },
  { why: 'target over 16 KiB', bytes: get(`/${'a'.repeat(20_000)}`), status: 431 },
  { why: 'endless head', bytes: `GET /${'a'.repeat(20_000)}`, status: 431 },
  { why: '101 fields', bytes: get('/', 'X: 1\r\n'.repeat(100)), status: 431 },
]

const statusAndEnd = /^HTTP\/1\.1 (\d{3}) [\s\S]*\r\nConnection: close\r\n\r\n/

describe('a data plane refuses', () => {
  test.each(rows)('$why', async ({ bytes, status }) => {
    const backend = await answering()
    const { port, plane, log } = await lab([backend.port])
    const text = await client(port, bytes).closed()
    expect(statusAndEnd.exec(text)?.[1]).toBe(String(status))
    expect(text.match(/HTTP\/1\.1 /g)).toHaveLength(1)
    expect(backend.received()).toBe('')
    expect(log.tried).toEqual([])
    expect(plane.stats.refused).toBe(1)
  })

  test('garbage between pipelined requests, after answering the first', async () => {
    const backend = await answering()
    const { port } = await lab([backend.port])
    const text = await client(port, `${get('/1')} ${get('/2')}`).closed()
    expect(text).toMatch(/^HTTP\/1\.1 200 OK[\s\S]*okHTTP\/1\.1 400 Bad Request/)
    expect(backend.received()).not.toContain('/2')
  })

  test('a body that turns bad after its beginning has been sent, without completing it', async () => {
    const backend = await answering()
    const { port, log } = await lab([backend.port])
    const sender = client(port, chunked('5\r\nhello\r\n'))
    await eventually(() => backend.received().endsWith('hello\r\n'))
    sender.socket.write('zz\r\n')
    expect(await sender.closed()).toMatch(/^HTTP\/1\.1 400 /)
    expect(backend.received()).toMatch(/hello\r\n$/)
    expect(log.inFlight).toEqual([0])
  })
})

describe('a wire server refuses', () => {
  test.each(rows)('$why', async ({ bytes, status }) => {
    let handled = 0
    const server = createWireServer(
      (_request, reply) => {
        handled++
        reply.send(200, '', 'ok')
      },
      { keepAliveMs: Number.POSITIVE_INFINITY },
    )
    const text = await client(await serve(server), bytes).closed()
    expect(statusAndEnd.exec(text)?.[1]).toBe(String(status))
    expect(handled).toBe(0)
  })
})

describe('allowed, though it looks odd', () => {
  test.each([
    // RFC 9112 2.2: clients used to send one after a POST body.
    { why: 'one empty line before the request line', bytes: `\r\n${get()}` },
    { why: 'no blank after the colon', bytes: 'GET / HTTP/1.1\r\nHost:h\r\n\r\n' },
    { why: 'blanks around a value', bytes: 'GET / HTTP/1.1\r\nHost: \t h \t \r\n\r\n' },
    { why: 'an empty Host', bytes: 'GET / HTTP/1.1\r\nHost:\r\n\r\n' },
    { why: 'bytes above 127 in a value', bytes: get('/', 'X-A: \xe9\xff\r\n') },
    { why: 'absolute form that agrees', bytes: 'GET http://H/ HTTP/1.1\r\nHost: h\r\n\r\n' },
    { why: 'HTTP/1.0 without Host', bytes: 'GET / HTTP/1.0\r\n\r\n' },
    {
      why: 'a head of just 16 KiB',
      bytes: get('/', `X-A: ${'a'.repeat(16 * 1024 - get('/', 'X-A: \r\n').length)}\r\n`),
    },
    { why: '100 fields', bytes: get('/', 'X: 1\r\n'.repeat(99)) },
    { why: 'an unknown method', bytes: 'PURGE / HTTP/1.1\r\nHost: h\r\n\r\n' },
    { why: 'OPTIONS *', bytes: 'OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n' },
  ])('$why', async ({ bytes }) => {
    const backend = await answering()
    const { port } = await lab([backend.port])
    expect(await client(port, bytes).until(/\r\n\r\nok/)).toMatch(/^HTTP\/1\.1 200 OK/)
  })

  test('an empty line between pipelined requests', async () => {
    const backend = await answering()
    const { port, plane } = await lab([backend.port])
    const text = await client(port, `${get('/1')}\r\n${get('/2', 'Connection: close\r\n')}`).closed()
    expect(text.match(/200 OK/g)).toHaveLength(2)
    expect(plane.stats.refused).toBe(0)
  })
})
