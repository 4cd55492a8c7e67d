import { describe, expect, test } from 'vitest'
import { parseAnswerHead } from '../../src/live/wire/answer-head.js'
import { headOf } from '../../src/live/wire/head-text.js'
import { Refusal } from '../../src/live/wire/refusal.js'
import { parseRequestHead } from '../../src/live/wire/request-head.js'

function parse(answer: string, method = 'GET') {
  const request = `${method} / HTTP/1.1\r\nHost: h\r\n\r\n`
  return parseAnswerHead(headOf(answer), answer.length, parseRequestHead(headOf(request), request.length))
}

describe('the framing of an answer', () => {
  test.each([
    { answer: 'HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n', framing: 'length', contentLength: 7, keepAlive: true },
    { answer: 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n', framing: 'none', contentLength: 0, keepAlive: true },
    {
      answer: 'HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n',
      framing: 'chunked',
      contentLength: 0,
      keepAlive: true,
    },
    { answer: 'HTTP/1.1 200 OK\r\n\r\n', framing: 'until-close', contentLength: 0, keepAlive: false },
    { answer: 'HTTP/1.1 200\r\nContent-Length: 7\r\n\r\n', framing: 'length', contentLength: 7, keepAlive: true },
    {
      answer: 'HTTP/1.1 200 OK\r\nConnection: Close\r\nContent-Length: 7\r\n\r\n',
      framing: 'length',
      contentLength: 7,
      keepAlive: false,
    },
    // HTTP/1.0 closes unless it says otherwise.
    { answer: 'HTTP/1.0 200 OK\r\nContent-Length: 7\r\n\r\n', framing: 'length', contentLength: 7, keepAlive: false },
    {
      answer: 'HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 7\r\n\r\n',
      framing: 'length',
      contentLength: 7,
      keepAlive: true,
    },
    // No body, whatever the fields say (RFC 9112 6.3).
    {
      answer: 'HTTP/1.1 204 No Content\r\nContent-Length: 7\r\n\r\n',
      framing: 'none',
      contentLength: 0,
      keepAlive: true,
    },
    {
      answer: 'HTTP/1.1 304 Not Modified\r\nContent-Length: 7\r\n\r\n',
      framing: 'none',
      contentLength: 0,
      keepAlive: true,
    },
    { answer: 'HTTP/1.1 100 Continue\r\n\r\n', framing: 'none', contentLength: 0, keepAlive: true },
  ])('$answer', ({ answer, ...expected }) => {
    expect(parse(answer)).toMatchObject(expected)
  })

  test('an answer to HEAD has no body', () => {
    expect(parse('HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n', 'HEAD')).toMatchObject({
      framing: 'none',
      keepAlive: true,
    })
    expect(parse('HTTP/1.1 200 OK\r\n\r\n', 'HEAD')).toMatchObject({ framing: 'none', keepAlive: true })
  })

  test('hop-by-hop fields, and what Connection names, do not travel on', () => {
    const fields =
      'A: 1\r\nKeep-Alive: timeout=5\r\nConnection: keep-alive, x-hop\r\nX-Hop: 1\r\nUpgrade: h2\r\nB: 2\r\nContent-Length: 7\r\n'
    expect(parse(`HTTP/1.1 200 OK\r\n${fields}\r\n`).fields.kept).toBe('A: 1\r\nB: 2\r\nContent-Length: 7\r\n')
  })

  test('Connection cannot remove what frames the message', () => {
    const { fields, framing } = parse('HTTP/1.1 200 OK\r\nConnection: content-length\r\nContent-Length: 7\r\n\r\n')
    expect(framing).toBe('length')
    expect(fields.kept).toBe('Content-Length: 7\r\n')
  })
})

describe('an answer is invalid', () => {
  test.each([
    'SSH-2.0-OpenSSH_9.2\r\n\r\n',
    'HTTP/2 200\r\n\r\n',
    'HTTP/1.2 200 OK\r\n\r\n',
    'HTTP/1.1 20 OK\r\n\r\n',
    'HTTP/1.1 2000 OK\r\n\r\n',
    'HTTP/1.1 099 OK\r\n\r\n',
    'HTTP/1.1 2x0 OK\r\n\r\n',
    // A number to JavaScript, not to HTTP.
    'HTTP/1.1 2e2 OK\r\n\r\n',
    'HTTP/1.1  200 OK\r\n\r\n',
    'HTTP/1.1 200 O\x00K\r\n\r\n',
    'HTTP/1.1 200 OK\nA: 1\r\n\r\n',
    'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\n',
    'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n',
    'HTTP/1.1 200 OK\r\nContent-Length: five\r\n\r\n',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n',
    'HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n',
    'HTTP/1.1 200 OK\r\nA: 1\r\n folded\r\n\r\n',
    'HTTP/1.1 200 OK\r\nA : 1\r\n\r\n',
    // Nobody asked to upgrade.
    'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n',
  ])('%j', answer => {
    expect(() => parse(answer)).toThrow(Refusal)
  })
})
