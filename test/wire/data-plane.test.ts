import { createHash, randomBytes } from 'node:crypto'
import { connect } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { answering, client, eventually, get, lab, scripted } from './lab.js'

const close = 'Connection: close\r\n'

/** Answers every request, whole or not, with these bytes. */
const replying = (bytes: string, then?: 'end' | 'reset') =>
  scripted((socket, received) => {
    if (!received.includes('\r\n\r\n')) return
    socket.write(bytes, 'latin1')
    if (then === 'end') socket.end()
    if (then === 'reset') socket.resetAndDestroy()
  })

describe('what a backend and a client see', () => {
  test('the request loses hop-by-hop fields and gains X-Forwarded-For', async () => {
    const backend = await answering()
    const { port, log } = await lab([backend.port])
    const hops = 'Keep-Alive: 5\r\nProxy-Connection: x\r\nTE: trailers\r\nX-Hop: 1\r\nUpgrade: h2c\r\n'
    const fields = `${hops}Connection: X-Hop, close\r\nX-Forwarded-For: 10.1.1.1\r\nX-A: 1\r\nX-Forwarded-For: 10.2.2.2\r\n`
    await client(port, get('/p?q=1', fields)).closed()
    expect(backend.received()).toBe(
      'GET /p?q=1 HTTP/1.1\r\nHost: h\r\nX-A: 1\r\nX-Forwarded-For: 10.1.1.1, 10.2.2.2, 127.0.0.1\r\n\r\n',
    )
    expect(log.clients).toEqual(['10.2.2.2'])
  })

  test('the answer loses hop-by-hop fields and says how many backends were tried', async () => {
    const backend = await replying(
      'HTTP/1.1 404 Gone Fishing\r\nKeep-Alive: 5\r\nX-A: 1\r\nConnection: x-b\r\nX-B: 1\r\nContent-Length: 2\r\n\r\nno',
    )
    const { port } = await lab([backend.port])
    const text = await client(port, get()).until(/no$/)
    expect(text).toBe('HTTP/1.1 404 Gone Fishing\r\nX-A: 1\r\nContent-Length: 2\r\nx-lbbench-tries: 1\r\n\r\nno')
  })

  test('a count of tries from behind, as of another data plane, gives way to ours', async () => {
    const backend = await replying('HTTP/1.1 200 OK\r\nX-LBBench-Tries: 7\r\nContent-Length: 2\r\n\r\nok')
    const { port } = await lab([backend.port])
    expect((await client(port, get()).until(/ok$/)).match(/x-lbbench-tries: \d/gi)).toEqual(['x-lbbench-tries: 1'])
  })

  test.each([204, 304])('%i has no Transfer-Encoding, whatever the backend says', async status => {
    const backend = await replying(`HTTP/1.1 ${status} X\r\nTransfer-Encoding: chunked\r\nX-A: 1\r\n\r\n`)
    const { port } = await lab([backend.port])
    expect(await client(port, get()).until(/\r\n\r\n$/)).toBe(
      `HTTP/1.1 ${status} X\r\nX-A: 1\r\nx-lbbench-tries: 1\r\n\r\n`,
    )
  })

  test('counts the requests it opened a flight for', async () => {
    const { port, plane } = await lab([(await answering()).port])
    await client(port, get().repeat(3) + get('/', close)).closed()
    await client(port, 'nonsense\r\n\r\n').closed()
    expect(plane.stats).toMatchObject({ requests: 4, refused: 1 })
  })

  test.each([
    {
      why: 'with Content-Length',
      answer: 'HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n\x00\xff\n',
      ends: '\r\n\r\n\x00\xff\n',
    },
    {
      why: 'in chunks, with extensions and trailers',
      answer: 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;x=1\r\nab\r\n0\r\nT: 1\r\n\r\n',
      ends: '\r\n\r\n2;x=1\r\nab\r\n0\r\nT: 1\r\n\r\n',
    },
    { why: 'without a body', answer: 'HTTP/1.1 204 No Content\r\nX-A: 1\r\n\r\n', ends: '\r\n\r\n' },
  ])('a body $why passes unchanged and both connections live on', async ({ answer, ends }) => {
    const backend = await replying(answer)
    const { port, plane } = await lab([backend.port])
    const asking = client(port, get('/1'))
    await eventually(() => asking.text().includes(ends))
    asking.socket.write(get('/2'))
    await eventually(() => asking.text().lastIndexOf('HTTP/1.1') > 0 && asking.text().endsWith(ends))
    expect(backend.connections()).toBe(1)
    expect(plane.upstreams()).toEqual({ idle: [1], opened: [1] })
  })

  test('an answer that ends with its connection ends the client connection', async () => {
    const backend = await replying('HTTP/1.1 200 OK\r\n\r\nall of it', 'end')
    const { port, log } = await lab([backend.port])
    expect(await client(port, get()).closed()).toMatch(/Connection: close\r\n\r\nall of it$/)
    expect(log.outcomes).toEqual([{ failed: false, status: 200 }])
  })

  test('HEAD: the length of a body that does not come', async () => {
    const backend = await replying('HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n')
    const { port } = await lab([backend.port])
    const text = await client(
      port,
      `HEAD /1 HTTP/1.1\r\nHost: h\r\n\r\nHEAD /2 HTTP/1.1\r\nHost: h\r\n${close}\r\n`,
    ).closed()
    expect(text.match(/Content-Length: 1000/g)).toHaveLength(2)
    expect(backend.connections()).toBe(1)
  })

  test('answers split at any byte arrive whole', async () => {
    const answer = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n'
    const backend = await scripted(async (socket, received) => {
      if (!received.endsWith('\r\n\r\n')) return
      for (const byte of answer) {
        socket.write(byte)
        await new Promise(resolve => setImmediate(resolve))
      }
    })
    const { port } = await lab([backend.port])
    expect(await client(port, get('/', close)).closed()).toMatch(
      /Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n3\r\nabc\r\n0\r\n\r\n$/,
    )
  })

  test('an HTTP/1.0 client gets chunked content without the coding, and the end by close', async () => {
    const backend = await replying(
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n',
    )
    const { port } = await lab([backend.port])
    const text = await client(port, 'GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n').closed()
    expect(text).toMatch(/Connection: close\r\n\r\nabcde$/)
    expect(text).not.toContain('chunked')
    expect(backend.received()).toMatch(/^GET \/ HTTP\/1\.1\r\nHost: localhost\r\n/)
  })

  test('an HTTP/1.0 client that asks for it keeps its connection', async () => {
    const backend = await answering()
    const { port } = await lab([backend.port])
    const asking = client(port, 'GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n')
    expect(await asking.until(/ok$/)).toContain('Connection: keep-alive\r\n')
    asking.socket.write('GET / HTTP/1.0\r\n\r\n')
    expect(await asking.closed()).toMatch(/Connection: close\r\n\r\nok$/)
  })

  test('pipelined requests are answered in order, one at a time', async () => {
    const backend = await scripted((socket, received) => {
      const target = /^GET (\S+)[\s\S]*$/.exec(received.slice(received.lastIndexOf('GET')))![1]!
      // The first is the slowest: only order by request keeps it first.
      setTimeout(() => socket.write(`HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n${target}`), target === '/0' ? 20 : 0)
    })
    const { port } = await lab([backend.port])
    const targets = Array.from({ length: 10 }, (_, i) => `/${i}`)
    const text = await client(port, targets.map(target => get(target, target === '/9' ? close : '')).join('')).closed()
    expect([...text.matchAll(/\r\n\r\n(\/\d)/g)].map(match => match[1])).toEqual(targets)
    expect(backend.connections()).toBe(1)
  })

  test('a flood of pipelined requests that no backend serves is answered without deep recursion', async () => {
    const { port } = await lab([])
    const text = await client(port, get().repeat(20_000) + get('/', close)).closed()
    expect(text.match(/502 Bad Gateway: no backend is available/g)).toHaveLength(20_001)
  })

  test('100-continue: asked for, passed on, obeyed', async () => {
    const backend = await scripted((socket, received) => {
      if (received.endsWith('\r\n\r\n')) socket.write('HTTP/1.1 100 Continue\r\n\r\n')
      if (received.endsWith('hello')) socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok')
    })
    const { port } = await lab([backend.port])
    const asking = client(port, 'POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n')
    expect(await asking.until(/\r\n\r\n$/)).toBe('HTTP/1.1 100 Continue\r\n\r\n')
    asking.socket.write('hello')
    expect(await asking.until(/ok$/)).toMatch(/Continue\r\n\r\nHTTP\/1\.1 200 OK/)
  })

  test('an answer that does not wait for the body is the last of its connection', async () => {
    const backend = await replying('HTTP/1.1 413 Content Too Large\r\nContent-Length: 3\r\n\r\nbig')
    const { port, plane } = await lab([backend.port])
    const text = await client(
      port,
      'POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n',
    ).closed()
    expect(text).toMatch(/^HTTP\/1\.1 413 [\s\S]*Connection: close\r\n\r\nbig$/)
    expect(plane.upstreams().idle).toEqual([0])
  })
})

describe('big bodies', () => {
  const megabytes = 5
  // Random, so that bytes from another place never fit by chance.
  const block = randomBytes(1 << 20)
  const digest = (parts: readonly Buffer[]) =>
    parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest('hex')

  test('5 MB up and 5 MB down, at once and unchanged', async () => {
    // Echoes: answers while it still reads.
    const backend = await scripted(() => {})
    backend.server.removeAllListeners('connection')
    backend.server.on('connection', socket => {
      let head = ''
      const onHead = (chunk: Buffer): void => {
        head += chunk.toString('latin1')
        const end = head.indexOf('\r\n\r\n') + 4
        if (end < 4) return
        socket.off('data', onHead)
        socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${megabytes << 20}\r\n\r\n`)
        socket.write(Buffer.from(head.slice(end), 'latin1'))
        socket.pipe(socket)
      }
      socket.on('error', () => {})
      socket.on('data', onHead)
    })
    const { port, log } = await lab([backend.port])
    const asking = client(port, `POST / HTTP/1.1\r\nHost: h\r\nContent-Length: ${megabytes << 20}\r\n\r\n`)
    for (let i = 0; i < megabytes; i++) asking.socket.write(block)
    const text = await asking.closed()
    const body = Buffer.from(text.slice(text.indexOf('\r\n\r\n') + 4), 'latin1')
    expect(body.length).toBe(megabytes << 20)
    expect(digest([body])).toBe(digest(new Array(megabytes).fill(block)))
    expect(log.inFlight).toEqual([0])
  })

  test('a client that does not read holds the backend back, and gets every byte in the end', async () => {
    const size = 64 << 20
    let accepted = 0
    const backend = await scripted((socket, received) => {
      if (!received.endsWith('\r\n\r\n')) return
      socket.write(`HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: ${size}\r\n\r\n`)
      const pump = (): void => {
        while (accepted < size / block.length) {
          accepted++
          if (!socket.write(block)) {
            socket.once('drain', pump)
            return
          }
        }
      }
      pump()
    })
    const { port, log } = await lab([backend.port], { readTimeoutMs: 200 })
    const socket = connect({ port, host: '127.0.0.1' })
    onTestFinished(() => void socket.destroy())
    socket.write(get('/', close))
    let before = -1
    // Until nothing moves any more, over several read timeouts: a slow client is not the backend's fault.
    for (let still = 0; still < 30; still = accepted === before && accepted > 0 ? still + 1 : 0) {
      before = accepted
      await new Promise(resolve => setTimeout(resolve, 20))
    }
    // What kernel buffers on loopback and the process hold, far below the 64 MB on offer.
    expect(accepted).toBeLessThan(40)
    expect(log.inFlight).toEqual([1])
    const received = createHash('sha256')
    const head = await new Promise<string>(resolve => {
      let text = ''
      socket.on('data', chunk => {
        const end = text.endsWith('\r\n\r\n') ? 0 : chunk.indexOf('\r\n\r\n') + 4
        text += chunk.toString('latin1', 0, end)
        received.update(chunk.subarray(end))
      })
      socket.on('close', () => resolve(text))
    })
    expect(head).toMatch(/^HTTP\/1\.1 200 OK/)
    expect(received.digest('hex')).toBe(digest(new Array(size / block.length).fill(block)))
    expect(log.outcomes).toEqual([{ failed: false, status: 200 }])
  })

  test('two downloads, one of them waiting: no byte of one gets into the other', async () => {
    const size = 16 << 20
    const backend = await scripted((socket, received) => {
      const letter = /^GET \/(.)/.exec(received)![1]!
      socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${size}\r\n\r\n`)
      socket.write(Buffer.alloc(size, letter))
    })
    const { port } = await lab([backend.port])
    const slow = client(port, get('/s', close))
    await slow.until(/\r\n\r\n/)
    slow.socket.pause()
    const quick = client(port, get('/q', close))
    const bodyOf = (text: string): string => text.slice(text.indexOf('\r\n\r\n') + 4)
    expect(bodyOf(await quick.closed()) === 'q'.repeat(size)).toBe(true)
    slow.socket.resume()
    expect(bodyOf(await slow.closed()) === 's'.repeat(size)).toBe(true)
  })

  test('a client that pipelines without end is not read without end', async () => {
    const backend = await scripted(() => {})
    const { port, log } = await lab([backend.port])
    const asking = client(port, get())
    for (let i = 0; i < 32; i++) asking.socket.write(get().repeat(30_000))
    const sent = asking.socket.writableLength
    let before = -1
    for (let still = 0; still < 10; still = asking.socket.writableLength === before ? still + 1 : 0) {
      before = asking.socket.writableLength
      await new Promise(resolve => setTimeout(resolve, 20))
    }
    expect(before).toBeGreaterThan(sent / 3)
    expect(log.paths).toHaveLength(1)
  })

  test('a backend that does not read holds the client back', async () => {
    const backend = await scripted(() => {})
    backend.server.removeAllListeners('connection')
    backend.server.on('connection', socket => socket.on('error', () => {}).pause())
    const { port, log } = await lab([backend.port], { readTimeoutMs: 500 })
    const asking = client(port, `POST / HTTP/1.1\r\nHost: h\r\nContent-Length: ${64 << 20}\r\n\r\n`)
    for (let i = 0; i < 64; i++) asking.socket.write(block)
    let before = -1
    for (let still = 0; still < 10; still = asking.socket.bytesWritten === before ? still + 1 : 0) {
      before = asking.socket.bytesWritten
      await new Promise(resolve => setTimeout(resolve, 20))
    }
    expect(asking.socket.writableLength).toBeGreaterThan(24 << 20)
    // As nginx's proxy_send_timeout: a body that does not move for that long ends the try.
    expect(await asking.until(/took nothing for 500 ms/)).toMatch(/^HTTP\/1\.1 504 /)
    expect(log.inFlight).toEqual([0])
  })
})

describe('upgrades', () => {
  const ask = get('/chat', 'Connection: Upgrade\r\nUpgrade: websocket\r\n')

  test('101 opens a tunnel until one side closes', async () => {
    const backend = await scripted((socket, received) => {
      if (received.endsWith('\r\n\r\n'))
        socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\nhi')
      else if (received.endsWith('bye')) socket.end('bye!')
      else socket.write('<echo>')
    })
    const { port, log } = await lab([backend.port])
    const asking = client(port, ask)
    expect(await asking.until(/hi$/)).toMatch(
      /^HTTP\/1\.1 101 [\s\S]*Connection: Upgrade\r\nUpgrade: websocket\r\n\r\nhi$/,
    )
    expect(backend.received()).toContain('Connection: Upgrade\r\nUpgrade: websocket\r\n')
    asking.socket.write('GET \0 not http')
    await asking.until(/<echo>$/)
    expect(log.inFlight).toEqual([1])
    asking.socket.write('bye')
    expect(await asking.closed()).toMatch(/<echo>bye!$/)
    expect(log.outcomes).toEqual([{ failed: false, status: 101 }])
    expect(log.inFlight).toEqual([0])
  })

  test('what the client sends before the 101 is kept for the tunnel', async () => {
    const backend = await scripted((socket, received) => {
      if (received.endsWith('\r\n\r\n'))
        setTimeout(() => socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n'), 20)
      if (received.endsWith('early')) socket.end('got it')
    })
    const { port } = await lab([backend.port])
    expect(await client(port, `${ask}early`).closed()).toMatch(/got it$/)
  })

  test('a client that leaves the tunnel takes the backend with it', async () => {
    let ended = 0
    const backend = await scripted((socket, received) => {
      socket.on('end', () => ended++)
      if (received.endsWith('\r\n\r\n')) socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n')
    })
    const { port, log } = await lab([backend.port])
    const asking = client(port, ask)
    await asking.until(/101/)
    asking.socket.destroy()
    await eventually(() => ended === 1 && log.inFlight[0] === 0)
  })

  test('a backend that does not care answers plainly', async () => {
    const backend = await answering()
    const { port } = await lab([backend.port])
    const asking = client(port, ask)
    await asking.until(/ok$/)
    asking.socket.write(get())
    await asking.until(/ok[\s\S]*ok$/)
  })
})
