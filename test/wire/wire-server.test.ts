import { describe, expect, test } from 'vitest'
import type { Handler, WireReply } from '../../src/live/wire/handler.js'
import { createWireServer, type WireServer } from '../../src/live/wire/wire-server.js'
import { client, eventually, get, serve } from './lab.js'

const never = Number.POSITIVE_INFINITY
const close = 'Connection: close\r\n'

async function start(handler: Handler, keepAliveMs = never): Promise<{ server: WireServer; port: number }> {
  const server = createWireServer(handler, { keepAliveMs })
  return { server, port: await serve(server) }
}

describe('a wire server', () => {
  test('hands over the request and sends the answer', async () => {
    const { port } = await start((request, reply) => {
      const told = [
        request.method,
        request.target,
        request.header('x-A'),
        request.header('x-b'),
        request.header('connection'),
        request.bodyBytes,
      ]
      reply.send(200, 'x-c: 1\r\n', JSON.stringify(told))
    })
    const text = await client(port, get('/p?q=1', `X-a:  one two \r\nx-a: three\r\nX-AB: no\r\n${close}`)).closed()
    expect(text).toBe(
      'HTTP/1.1 200 OK\r\nx-c: 1\r\nContent-Length: 41\r\nConnection: close\r\n\r\n["GET","/p?q=1","one two",null,"close",0]',
    )
  })

  test.each([
    {
      why: 'by length',
      bytes: `POST / HTTP/1.1\r\nHost: h\r\n${close}Content-Length: 100000\r\n\r\n${'x'.repeat(100_000)}`,
      size: 100_000,
    },
    {
      why: 'in chunks',
      bytes: `POST / HTTP/1.1\r\nHost: h\r\n${close}Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nA;x=1\r\n0123456789\r\n0\r\nT: 1\r\n\r\n`,
      size: 15,
    },
  ])('counts a body $why before it calls the handler', async ({ bytes, size }) => {
    const { port } = await start((request, reply) => reply.send(200, '', String(request.bodyBytes)))
    expect(await client(port, bytes).closed()).toMatch(new RegExp(`\r\n\r\n${size}$`))
  })

  test('sends UTF-8 with the length in bytes', async () => {
    const { port } = await start((_request, reply) => reply.send(200, '', 'größer ✓'))
    const text = await client(port, get('/', close)).closed()
    expect(text).toContain('Content-Length: 12\r\n')
    expect(Buffer.from(text.slice(text.indexOf('\r\n\r\n') + 4), 'latin1').toString('utf8')).toBe('größer ✓')
  })

  test('HEAD, 204 and 304 have no body', async () => {
    const { port } = await start((request, reply) => reply.send(Number(request.target.slice(1)), '', 'body'))
    const ask = (method: string, status: number, fields = ''): string =>
      `${method} /${status} HTTP/1.1\r\nHost: h\r\n${fields}\r\n`
    const text = await client(
      port,
      ask('HEAD', 200) + ask('GET', 204) + ask('GET', 304) + ask('GET', 200, close),
    ).closed()
    expect(text).toBe(
      'HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nHTTP/1.1 204 No Content\r\n\r\nHTTP/1.1 304 Not Modified\r\n\r\n' +
        'HTTP/1.1 200 OK\r\nContent-Length: 4\r\nConnection: close\r\n\r\nbody',
    )
  })

  test('answers pipelined requests in their order, however late', async () => {
    const waiting: { target: string; reply: WireReply }[] = []
    const { port } = await start((request, reply) => waiting.push({ target: request.target, reply }))
    const asking = client(port, get('/1') + get('/2') + get('/3', close))
    for (const target of ['/1', '/2', '/3']) {
      await eventually(() => waiting.length === 1)
      const { target: seen, reply } = waiting.pop()!
      expect(seen).toBe(target)
      reply.send(200, '', target)
    }
    expect([...(await asking.closed()).matchAll(/\r\n\r\n(\/\d)/g)].map(match => match[1])).toEqual(['/1', '/2', '/3'])
  })

  test('20,000 pipelined requests, answered at once, do not grow the stack', async () => {
    const { port } = await start((_request, reply) => reply.send(200, '', 'ok'))
    const text = await client(port, get().repeat(20_000) + get('/', close)).closed()
    expect(text.match(/\r\n\r\nok/g)).toHaveLength(20_001)
  })

  test('100-continue', async () => {
    const { port } = await start((request, reply) => reply.send(200, close, String(request.bodyBytes), { close: true }))
    const asking = client(port, 'POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n')
    expect(await asking.until(/\r\n\r\n/)).toBe('HTTP/1.1 100 Continue\r\n\r\n')
    asking.socket.write('hi')
    expect(await asking.closed()).toMatch(/\r\n\r\n2$/)
  })

  test('reset() is a RST, close() a FIN, and neither leaves a byte', async () => {
    const { port } = await start((request, reply) => (request.target === '/reset' ? reply.reset() : reply.close()))
    const reset = client(port, get('/reset'))
    expect(await reset.closed()).toBe('')
    expect(reset.error()).toBe('ECONNRESET')
    const closed = client(port, get('/close'))
    expect(await closed.closed()).toBe('')
    expect(closed.error()).toBeUndefined()
  })

  test('a second answer is a programmer error', async () => {
    let error: unknown
    const { port } = await start((_request, reply) => {
      reply.send(200, '', 'ok')
      try {
        reply.close()
      } catch (e) {
        error = e
      }
    })
    await client(port, get()).until(/ok$/)
    expect(String(error)).toContain('answered twice')
  })

  test('tells that the client went away, and an answer then does nothing', async () => {
    let reply: WireReply | undefined
    const { port } = await start((_request, given) => {
      reply = given
    })
    const asking = client(port, get())
    await eventually(() => reply !== undefined)
    expect(reply!.aborted).toBe(false)
    asking.socket.destroy()
    await eventually(() => reply!.aborted)
    reply!.send(200, '', 'too late')
  })
})

describe('keep-alive', () => {
  const ok: Handler = (_request, reply) => reply.send(200, '', 'ok')

  test('0 closes after every answer, as a sync worker', async () => {
    const { port } = await start(ok, 0)
    expect(await client(port, get() + get()).closed()).toBe(
      'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok',
    )
  })

  test('an idle connection is closed after a while, but not before its first request', async () => {
    const { port } = await start(ok, 40)
    const silent = client(port)
    const asking = client(port, get())
    expect(await asking.closed()).toMatch(/ok$/)
    silent.socket.write(get())
    expect(await silent.closed()).toMatch(/ok$/)
  })

  test('a request that takes longer than that is not idle', async () => {
    const { port } = await start(
      (request, reply) =>
        void setTimeout(() => reply.send(200, '', request.target), request.target === '/slow' ? 150 : 0),
      40,
    )
    expect(await client(port, get('/quick') + get('/slow')).closed()).toMatch(/\/slow$/)
  })

  test('HTTP/1.0 closes unless asked', async () => {
    const { port } = await start(ok)
    expect(await client(port, 'GET / HTTP/1.0\r\n\r\n').closed()).toMatch(/Connection: close\r\n\r\nok$/)
    expect(await client(port, 'GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n').until(/ok$/)).toContain(
      'Connection: keep-alive\r\n',
    )
  })
})

test('a crash: resetAll() resets every connection, and the server can come back on its port', async () => {
  let handled = 0
  const { server, port } = await start((request, reply) => {
    handled++
    if (request.target === '/') reply.send(200, '', 'ok')
  })
  const idle = client(port, get())
  await idle.until(/ok$/)
  const waiting = client(port, get('/never'))
  await eventually(() => handled === 2)
  server.close()
  server.resetAll()
  await Promise.all([idle.closed(), waiting.closed()])
  expect([idle.error(), waiting.error()]).toEqual(['ECONNRESET', 'ECONNRESET'])
  const refused = client(port, get())
  await refused.closed()
  expect(refused.error()).toBe('ECONNREFUSED')
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve))
  expect(await client(port, get('/', close)).closed()).toMatch(/ok$/)
})

test('a good end: drain() answers what is here, closes, and takes nothing new', async () => {
  const waiting: WireReply[] = []
  const { server, port } = await start((request, reply) => {
    if (request.target === '/wait') waiting.push(reply)
    else reply.send(200, '', 'ok')
  })
  const idle = client(port, get())
  await idle.until(/ok$/)
  const halfSaid = client(port, 'GET /wait HTTP/1.1\r\n')
  const asking = client(port, get('/wait'))
  await eventually(() => waiting.length === 1)
  let gone = false
  const drained = server.drain().then(() => {
    gone = true
  })
  await idle.closed()
  expect(idle.error()).toBeUndefined()
  const refused = client(port, get())
  await refused.closed()
  expect(refused.error()).toBe('ECONNREFUSED')
  halfSaid.socket.write('Host: h\r\n\r\n')
  await eventually(() => waiting.length === 2)
  expect(gone).toBe(false)
  for (const reply of waiting) reply.send(200, '', 'late')
  for (const said of [halfSaid, asking]) expect(await said.closed()).toMatch(/Connection: close\r\n\r\nlate$/)
  await drained
})
