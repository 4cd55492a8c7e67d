import { once } from 'node:events'
import net from 'node:net'
import tls from 'node:tls'
import { describe, expect, it, onTestFinished } from 'vitest'
import { isSilent } from '../../src/live/load/peek.js'
import { certificate, FaultServer, ok, reply } from './fault-server.js'
import { runTrial, serving, tally, tlsSite } from './trial.js'

/** Traffic for a balancer that lbbench did not start. */

describe('over TLS', () => {
  it('keeps its connections', async () => {
    const server = await serving((request, socket) => reply(request, socket, {}), 'TLS')
    const { record } = await runTrial({ port: server.port, wire: 'TLS', connections: 4, size: 300, durationMs: 5000 })
    expect(tally(record)).toEqual({ 200: 300 })
    expect(server.connections).toBe(4)
  })

  it('sends nothing to a server whose certificate nobody vouches for, unless told that any will do', async () => {
    const server = await serving((request, socket) => reply(request, socket, {}), 'TLS')
    const strict = {
      site: tlsSite(server.port, { tls: { host: 'localhost', insecure: false } }),
      prime: false,
    } as const
    expect(tally((await runTrial({ port: server.port, size: 20, ...strict })).record)).toEqual({ refused: 20 })
    expect(server.connections).toBe(20)
    expect(server.seen).toEqual([])
    const lax = { site: tlsSite(server.port), prime: false } as const
    expect(tally((await runTrial({ port: server.port, size: 20, ...lax })).record)).toEqual({ 200: 20 })
  })

  it('asks for the host by its name, not by an address, and for HTTP/1.1', async () => {
    const asked: unknown[] = []
    const server = tls.createServer({ ...certificate('server'), ALPNProtocols: ['h2', 'http/1.1'] }, socket => {
      asked.push((socket as { servername?: string | false }).servername, socket.alpnProtocol)
      socket.on('data', () => socket.write(ok()))
      socket.on('error', () => {})
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    onTestFinished(() => void server.close())
    const { port } = server.address() as net.AddressInfo
    for (const host of ['lb.example', '127.0.0.1']) {
      const site = tlsSite(port, { tls: { host, insecure: true } })
      const { record } = await runTrial({ port, site, size: 1, connections: 1, durationMs: 1000, prime: false })
      expect(tally(record)).toEqual({ 200: 1 })
    }
    expect(asked).toEqual(['lb.example', 'http/1.1', false, 'http/1.1'])
  })

  it('counts a server that speaks plain HTTP as talking nonsense', async () => {
    const server = net.createServer(socket => {
      socket.on('error', () => {})
      socket.end('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n')
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    onTestFinished(() => void server.close())
    const { port } = server.address() as net.AddressInfo
    const { record } = await runTrial({ port, wire: 'TLS', size: 5, prime: false })
    expect(tally(record)).toEqual({ invalid: 5 })
  })

  it('counts a server that closes in the handshake', async () => {
    const server = net.createServer(socket => socket.on('error', () => {}).end())
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    onTestFinished(() => void server.close())
    const { port } = server.address() as net.AddressInfo
    const { record } = await runTrial({ port, wire: 'TLS', size: 5, prime: false })
    expect(Object.keys(tally(record)).every(kind => kind === 'closed' || kind === 'reset')).toBe(true)
  })

  it('knows at once that an idle connection was closed', async () => {
    const server = tls.createServer(certificate('server')).listen(0, '127.0.0.1')
    await once(server, 'listening')
    onTestFinished(() => void server.close())
    const { port } = server.address() as net.AddressInfo
    const socket = tls.connect({ port, host: '127.0.0.1', rejectUnauthorized: false })
    const [[peer]] = (await Promise.all([once(server, 'secureConnection'), once(socket, 'secureConnect')])) as [
      [tls.TLSSocket],
      unknown,
    ]
    // TLS 1.3 sends session tickets behind the handshake; an answer comes behind them.
    peer.write('an answer')
    await once(socket, 'data')
    expect(isSilent(socket)).toBe(true)
    const gone = once(peer, 'close')
    peer.destroy()
    expect(isSilent(socket)).toBe(false)
    socket.destroy()
    await gone
  })
})

it('deals its connections out over all addresses', async () => {
  const first = await new FaultServer((request, socket) => reply(request, socket, {})).listen()
  const second = await new FaultServer((request, socket) => reply(request, socket, {})).listen(first.port, '127.0.0.2')
  onTestFinished(() => Promise.all([first.die(), second.die()]).then(() => undefined))
  const site = tlsSite(first.port, { tls: undefined, addresses: ['127.0.0.1', '127.0.0.2'] })
  const { record } = await runTrial({ port: first.port, site, connections: 8, size: 80, durationMs: 5000 })
  expect(tally(record)).toEqual({ 200: 80 })
  expect(Math.abs(first.connections - second.connections)).toBeLessThanOrEqual(1)
})

it('collects the names that answers bear, whichever header bears them', async () => {
  const server = await serving((request, socket) => {
    const name = ['b1', 'pod-7', 'b1', 'pod-8'][server.counted.length % 4]
    reply(request, socket, { bytes: ok(`X-Served-By: ${name}\r\nx-lbbench-backend: b2\r\n`) })
  })
  const site = tlsSite(server.port, { tls: undefined, backendHeader: 'x-served-by' })
  const { record, backendNames } = await runTrial({ port: server.port, site, size: 40 })
  expect(backendNames.slice(0, 4)).toEqual(['b0', 'b1', 'b2', 'b3'])
  expect(backendNames.slice(4).toSorted()).toEqual(['pod-7', 'pod-8'])
  const counts = new Map<string, number>()
  for (const backend of record.backend) {
    const name = backendNames[backend]!
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  expect(Object.fromEntries(counts)).toEqual({ b1: 20, 'pod-7': 10, 'pod-8': 10 })
})

it('follows no redirect', async () => {
  const elsewhere = await serving((request, socket) => reply(request, socket, {}))
  const server = await serving((request, socket) => {
    const bytes = `HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:${elsewhere.port}/\r\nContent-Length: 0\r\n\r\n`
    reply(request, socket, { bytes })
  })
  const { record } = await runTrial({ port: server.port, site: tlsSite(server.port, { tls: undefined }), size: 20 })
  expect(tally(record)).toEqual({ 302: 20 })
  expect(elsewhere.connections).toBe(0)
})
