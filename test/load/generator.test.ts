import { describe, expect, it, onTestFinished } from 'vitest'
import { monotonicMs } from '../../src/live/clock.js'
import { createGenerator, initialSockets } from '../../src/live/load/generator.js'
import { nowMs, ok, reply, type SeenRequest } from './fault-server.js'
import { addressOf, drawWorkload, generatorFor, median, runTrial, serving, tally } from './trial.js'

const demandOf = (request: SeenRequest): number => Number(request.headers.get('x-lbbench-demand'))

describe('an open loop', () => {
  it('sends every scheduled request, in order, none before it is due', async () => {
    const server = await serving((request, socket) => reply(request, socket, {}))
    const { record } = await runTrial({
      port: server.port,
      size: 600,
      ratePerSecond: 1000,
      warmupMs: 100,
      prime: { sockets: 64 },
    })
    const workload = drawWorkload({ size: 600, ratePerSecond: 1000, warmupMs: 100 })
    expect(record.size).toBe(600)
    expect(record.dueMs).toEqual(workload.dueMs)
    const lateMs = Array.from(record.sentMs, (sentMs, row) => sentMs - record.dueMs[row])
    expect(Math.min(...lateMs)).toBeGreaterThanOrEqual(0)
    for (let row = 1; row < 600; row++) expect(record.sentMs[row]).toBeGreaterThanOrEqual(record.sentMs[row - 1])
    expect(variation(gaps(record.sentMs))).toBeGreaterThan(0.8)
  })

  // Another go where a busy machine kept the thread that rings from running, and let the others run.
  it('sends them when they are due', { retry: 4 }, async () => {
    const server = await serving((request, socket) => reply(request, socket, {}))
    const turns = countTurns()
    const options = { size: 300, ratePerSecond: 1000, prime: { sockets: 64 } }
    const { record, startAt } = await runTrial({ port: server.port, ...options })
    const turnsLate = Array.from(record.sentMs, (sentMs, row) => turns(startAt + record.dueMs[row], startAt + sentMs))
    expect(median(turnsLate)).toBeLessThanOrEqual(3)
  })

  it('sends each row as it was drawn, and writes down what came back for it', async () => {
    const names = ['b0', 'b1', 'b2', 'b3', 'stranger']
    const server = await serving((request, socket) => {
      const timing = `queue;dur=${demandOf(request)}, app;dur=${demandOf(request) * 2}, ideal;dur=${demandOf(request) * 3}`
      const extra = `Server-Timing: ${timing}\r\nX-LBBench-Backend: ${names[request.index % 5]}\r\nx-lbbench-tries: ${(request.index % 3) + 1}\r\n`
      reply(request, socket, { bytes: ok(extra) })
    })
    const requests = [
      { method: 'GET', path: '/a?b=c', bodyBytes: 0, share: 1 },
      { method: 'POST', path: '/p', bodyBytes: 70_000, share: 1 },
      { method: 'PUT', path: '/empty', bodyBytes: 0, share: 1 },
      { method: 'HEAD', path: '/h', bodyBytes: 0, share: 1 },
    ]
    const options = { size: 60, requests, clients: 300 }
    const { record } = await runTrial({ port: server.port, ...options, prime: { sockets: 4, requests: 8 } })
    const workload = drawWorkload(options)
    expect(record.client).toEqual(workload.client)
    const seen = new Map(server.counted.map(request => [demandOf(request), request]))
    expect(seen.size).toBe(60)
    for (let row = 0; row < 60; row++) {
      const request = seen.get(workload.demand[row])!
      const { method, path, bodyBytes } = requests[workload.kind[row]]
      expect([request.method, request.path, request.bodyBytes]).toEqual([method, path, bodyBytes])
      expect(request.headers.get('x-forwarded-for')).toBe(addressOf(workload.client[row]))
      expect(Number(request.headers.get('x-lbbench-failure'))).toBe(workload.failure[row])
      expect(request.headers.get('host')).toBe(`127.0.0.1:${server.port}`)
      const { demand } = workload
      expect([record.queueMs[row], record.appMs[row], record.idealMs[row]]).toEqual([
        demand[row],
        demand[row] * 2,
        demand[row] * 3,
      ])
      expect(record.backend[row]).toBe(request.index % 5 === 4 ? -1 : request.index % 5)
      expect(record.tries[row]).toBe((request.index % 3) + 1)
    }
    expect(server.seen.length - server.counted.length).toBe(8)
  })

  it('keeps a jar of cookies for each client, whichever socket it meets', async () => {
    const clientOf = (request: SeenRequest) => request.headers.get('x-forwarded-for')!
    const server = await serving((request, socket) =>
      reply(request, socket, { bytes: ok(`Set-Cookie: who=${clientOf(request)}; Path=/\r\n`) }),
    )
    const trial = await runTrial({ port: server.port, size: 300, ratePerSecond: 1000, clients: 10 })
    const { record, workload } = trial
    const rowOf = new Map(Array.from(workload.demand, (demand, row) => [demand, row]))
    const firstAnswerMs = (client: number): number =>
      Math.min(...record.doneMs.filter((_, row) => record.client[row] === client))
    const without = new Set<string>()
    for (const request of server.counted) {
      const cookie = request.headers.get('cookie')
      const row = rowOf.get(demandOf(request))!
      if (cookie !== undefined) expect(cookie).toBe(`who=${clientOf(request)}`)
      // Before its client had an answer, and never after.
      else expect(record.sentMs[row]).toBeLessThanOrEqual(firstAnswerMs(record.client[row]))
      if (cookie === undefined) without.add(clientOf(request))
    }
    expect(without.size).toBe(10)
  })

  it('opens more sockets as they are needed, never more than the cap; who waits is counted and goes out in turn', async () => {
    const server = await serving((request, socket) => reply(request, socket, { delayMs: 20 }))
    const options = { size: 60, ratePerSecond: 1000, maxSockets: 8, prime: { sockets: 2, requests: 2 } }
    const { record, waitedForSocket } = await runTrial({ port: server.port, ...options })
    expect(tally(record)).toEqual({ 200: 60 })
    expect(server.peak).toBe(8)
    expect(waitedForSocket).toBeGreaterThan(30)
    expect(waitedForSocket).toBeLessThanOrEqual(52)
    // On the wire in turn; which socket the server reads first is its own affair. The first 8 may have to dial.
    for (let row = 9; row < 60; row++) expect(record.sentMs[row]).toBeGreaterThanOrEqual(record.sentMs[row - 1])
    expect(new Set(server.counted.map(demandOf))).toEqual(new Set(drawWorkload(options).demand))
    // Waiting is part of the latency: 60 requests through 8 sockets of 20 ms take about 150 ms.
    expect(record.doneMs[59] - record.dueMs[59]).toBeGreaterThan(50)
  })

  it('waits for the last answers before it ends', async () => {
    const server = await serving((request, socket) => reply(request, socket, { delayMs: 150 }))
    const { record } = await runTrial({ port: server.port, size: 50, ratePerSecond: 1000 })
    expect(tally(record)).toEqual({ 200: 50 })
    expect([...record.doneMs].every(doneMs => doneMs >= 149)).toBe(true)
  })

  it('of no requests ends at once', async () => {
    const server = await serving(() => {})
    const { record } = await runTrial({ port: server.port, size: 0 })
    expect(record.size).toBe(0)
  })
})

describe('a closed loop', () => {
  it('keeps so many requests in flight, and stops when time is up', async () => {
    let inFlight = 0
    let most = 0
    const server = await serving((request, socket) => {
      most = Math.max(most, ++inFlight)
      setTimeout(() => {
        inFlight--
        reply(request, socket, {})
      }, 5)
    })
    const { record, waitedForSocket } = await runTrial({
      port: server.port,
      connections: 5,
      size: 9999,
      durationMs: 600,
      warmupMs: 50,
    })
    expect(most).toBe(5)
    expect(Object.keys(tally(record))).toEqual(['200'])
    expect(record.size).toBe(server.counted.length)
    // 650 ms of 5 users at 5 ms and a little a request.
    expect(record.size).toBeGreaterThan(20)
    expect(record.size).toBeLessThanOrEqual(650)
    expect(record.dueMs[0]).toBeGreaterThanOrEqual(-51)
    expect(record.dueMs[0]).toBeLessThan(0)
    expect(record.dueMs[record.size - 1]).toBeLessThan(600)
    expect(waitedForSocket).toBe(0)
  })

  it('thinks between requests', async () => {
    const server = await serving((request, socket) => reply(request, socket, {}))
    const { record } = await runTrial({ port: server.port, connections: 4, size: 999, durationMs: 200, thinkMs: 30 })
    expect(Object.keys(tally(record))).toEqual(['200'])
    // First at 30 ms, then every 30 ms and a little.
    expect(record.size).toBeGreaterThanOrEqual(4)
    expect(record.size).toBeLessThanOrEqual(4 * 6)
    expect(record.dueMs[0]).toBeGreaterThanOrEqual(29)
  })

  it('ends early where the rows run out', async () => {
    const server = await serving((request, socket) => reply(request, socket, {}))
    const { record } = await runTrial({ port: server.port, connections: 4, size: 30, durationMs: 60_000 })
    expect(tally(record)).toEqual({ 200: 30 })
  })
})

describe('the end', () => {
  it('leaves nothing open', async () => {
    const server = await serving((request, socket) => reply(request, socket, { delayMs: 2 }))
    const before = process.getActiveResourcesInfo()
    await runTrial({ port: server.port, size: 100, ratePerSecond: 2000 })
    await until(() => server.openConnections === 0 && leftovers(before).length === 0)
  })

  it('comes at once when it is aborted, with the reason, and leaves nothing open', async () => {
    const server = await serving(() => {})
    const before = process.getActiveResourcesInfo()
    const controller = new AbortController()
    setTimeout(() => controller.abort(new Error('enough')), 60)
    const begun = performance.now()
    const run = runTrial({ port: server.port, size: 5000, signal: controller.signal, timeoutMs: 60_000, prime: false })
    await expect(run).rejects.toThrow('enough')
    // Its requests would wait for a minute.
    expect(performance.now() - begun).toBeLessThan(20_000)
    await until(() => server.openConnections === 0 && leftovers(before).length === 0)
  })

  it('comes at once in a closed loop too', async () => {
    const server = await serving((request, socket) => reply(request, socket, {}))
    const controller = new AbortController()
    setTimeout(() => controller.abort(new Error('enough')), 60)
    const run = runTrial({
      port: server.port,
      connections: 2,
      size: 5000,
      durationMs: 60_000,
      thinkMs: 10,
      signal: controller.signal,
    })
    await expect(run).rejects.toThrow('enough')
    await until(() => server.openConnections === 0)
  })

  it('comes before the beginning where the signal was aborted already', async () => {
    const server = await serving(() => {})
    const run = runTrial({
      port: server.port,
      size: 10,
      prime: false,
      signal: AbortSignal.abort(new Error('never mind')),
    })
    await expect(run).rejects.toThrow('never mind')
    expect(server.seen.length).toBe(0)
  })

  it('of a generator that never ran is quiet, and may come twice', async () => {
    const before = process.getActiveResourcesInfo()
    const generator = generatorFor({ port: 1 })
    await generator.close()
    await generator.close()
    await until(() => leftovers(before).length === 0)
  })
})

it('primes over as many sockets as asked for, and records none of it', async () => {
  const server = await serving((request, socket) => reply(request, socket, {}))
  const generator = generatorFor({ port: server.port, size: 3 })
  onTestFinished(() => generator.close())
  expect(await generator.prime({ sockets: 12, requests: 40 })).toBe(40)
  expect(server.connections).toBe(12)
  expect(server.seen.length).toBe(40)
  expect(server.counted.length).toBe(0)
})

it('knows how many sockets a load begins with', () => {
  const base = { clients: { count: 1, zipf: 0 }, requests: [], timeoutMs: 1 }
  const open = (ratePerSecond: number, cap: number) =>
    initialSockets({ ...base, load: { kind: 'open', ratePerSecond, arrivals: { kind: 'poisson' }, maxSockets: cap } })
  expect(open(10, 256)).toBe(16)
  expect(open(500, 256)).toBe(50)
  expect(open(5000, 256)).toBe(256)
  expect(open(10, 4)).toBe(4)
  expect(
    initialSockets({ ...base, load: { kind: 'closed', connections: 7, think: { kind: 'constant', valueMs: 0 } } }),
  ).toBe(7)
})

it('reaches a server over IPv6', async () => {
  const { FaultServer } = await import('./fault-server.js')
  const server = await new FaultServer((request, socket) => reply(request, socket, {}))
    .listen(0, '::1')
    .catch(() => undefined)
  if (server === undefined) return
  onTestFinished(() => server.die())
  const workload = drawWorkload({ size: 5 })
  const generator = createGenerator({
    host: '::1',
    port: server.port,
    traffic: {
      load: { kind: 'open', ratePerSecond: 500, arrivals: { kind: 'poisson' }, maxSockets: 4 },
      clients: { count: 20, zipf: 0 },
      requests: [{ method: 'GET', path: '/', bodyBytes: 0, share: 1 }],
      timeoutMs: 1000,
    },
    workload,
    durationMs: 50,
    warmupMs: 0,
    backendNames: [],
    clientAddress: addressOf,
  })
  const { record } = await generator.run(monotonicMs(), new AbortController().signal)
  expect(tally(record)).toEqual({ 200: 5 })
  expect(server.seen[0].headers.get('host')).toBe(`[::1]:${server.port}`)
})

/**
 * How often a timer of a millisecond fired between two times. A busy machine stops it as it stops everything else here, so
 * that what is late by turns is late by its own doing; autocannon's own rate limiter is, by hundreds.
 */
function countTurns(): (fromMs: number, toMs: number) => number {
  const turnsMs: number[] = []
  const timer = setInterval(() => turnsMs.push(nowMs()), 1)
  onTestFinished(() => clearInterval(timer))
  return (fromMs, toMs) => turnsMs.filter(atMs => atMs > fromMs && atMs < toMs).length
}

function gaps(timesMs: Float64Array): number[] {
  return Array.from(timesMs.subarray(1), (timeMs, i) => timeMs - timesMs[i])
}

/** Coefficient of variation: 1 for a Poisson process, 0 for an even one. */
function variation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length) / mean
}

/** What keeps this process alive and did not before. */
function leftovers(before: readonly string[]): string[] {
  const known = [...before]
  return process.getActiveResourcesInfo().filter(name => {
    const position = known.indexOf(name)
    if (position >= 0) known.splice(position, 1)
    return position < 0 && name !== 'Immediate'
  })
}

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; !condition(); tries++) {
    if (tries > 2000) throw new Error('it never came')
    await new Promise(resolve => setTimeout(resolve, 5))
  }
}
