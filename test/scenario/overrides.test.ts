import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it, test } from 'vitest'
import { overrideFlags } from '../../src/scenario/override-flags.js'
import { applyOverrides, type Overrides } from '../../src/scenario/overrides.js'
import { readScenario } from '../../src/scenario/reader.js'
import type { Scenario } from '../../src/scenario/scenario.js'

const folder = mkdtempSync(join(tmpdir(), 'lbbench-overrides-'))
afterAll(() => rmSync(folder, { recursive: true }))

const fleet = 'backends: { count: 2, latency: 20ms }\ntraffic: { load: 60%, clients: 5 }\nrun: { duration: 5s }\n'
const closed = 'backends: { count: 2, latency: 20ms }\ntraffic: { connections: 4, think: 1ms }\n'

function read(overrides: Overrides, text = fleet): Scenario {
  writeFileSync(join(folder, 'my.yaml'), text)
  return readScenario('my.yaml', { shippedDir: 'scenarios', cwd: folder, overrides }).scenario
}

describe('each flag does what it says', () => {
  test.each<[Overrides, (scenario: Scenario) => unknown, unknown]>([
    [{ backends: '6' }, s => s.backends.length, 6],
    // 60 % of six such backends: the load follows.
    [
      { backends: '6' },
      s => s.traffic.load,
      { kind: 'open', ratePerSecond: 180, arrivals: { kind: 'poisson' }, maxSockets: 256 },
    ],
    [{ workers: '3' }, s => s.backends.map(b => b.workers), [3, 3]],
    [{ threads: '2' }, s => s.backends.map(b => b.threads), [2, 2]],
    [{ latency: '5ms' }, s => s.backends[1].latency, { kind: 'constant', valueMs: 5 }],
    [{ latency: '{ exponential: { mean: 3ms } }' }, s => s.backends[1].latency, { kind: 'exponential', meanMs: 3 }],
    [
      { rate: '300' },
      s => s.traffic.load,
      { kind: 'open', ratePerSecond: 300, arrivals: { kind: 'poisson' }, maxSockets: 256 },
    ],
    [
      { load: '100%' },
      s => s.traffic.load,
      { kind: 'open', ratePerSecond: 100, arrivals: { kind: 'poisson' }, maxSockets: 256 },
    ],
    [
      { arrivals: 'even' },
      s => s.traffic.load,
      { kind: 'open', ratePerSecond: 60, arrivals: { kind: 'even' }, maxSockets: 256 },
    ],
    [
      { sockets: '10' },
      s => s.traffic.load,
      { kind: 'open', ratePerSecond: 60, arrivals: { kind: 'poisson' }, maxSockets: 10 },
    ],
    [
      { connections: '50' },
      s => s.traffic.load,
      { kind: 'closed', connections: 50, think: { kind: 'constant', valueMs: 0 } },
    ],
    [
      { connections: '50', think: '2ms' },
      s => s.traffic.load,
      { kind: 'closed', connections: 50, think: { kind: 'constant', valueMs: 2 } },
    ],
    [{ clients: '10k' }, s => s.traffic.clients, { count: 10_000, zipf: 0 }],
    [{ zipf: '1.1' }, s => s.traffic.clients, { count: 5, zipf: 1.1 }],
    [{ timeout: '1s' }, s => s.traffic.timeoutMs, 1000],
    [{ 'max-requests': '3' }, s => s.backends.map(b => b.maxRequests), [3, 3]],
    [{ retries: '0' }, s => s.balancer.retry.count, 0],
    [{ hedge: '50ms' }, s => s.balancer.hedge, { afterMs: 50, max: 1 }],
    [{ queue: '2s' }, s => s.balancer.queue, { limit: 1e15, timeoutMs: 2000 }],
    [{ 'slow-start': '10s' }, s => s.balancer.slowStart?.windowMs, 10_000],
    [{ sticky: 'table' }, s => s.balancer.sticky?.by, 'table'],
    [{ health: '{ like: haproxy, active: { interval: 1s } }' }, s => s.balancer.health.active?.intervalMs, 1000],
    [{ health: 'none' }, s => s.balancer.health.name, 'none'],
    [{ sessions: 'redis' }, s => s.traffic.sessions?.store, 'redis'],
    [{ sessions: 'redis', redis: 'redis://h:1' }, s => s.traffic.sessions?.redisUrl, 'redis://h:1'],
    [{ objective: '250ms' }, s => s.objectiveMs, 250],
    [{ duration: '2s' }, s => s.run.durationMs, 2000],
    [{ warmup: '0s' }, s => s.run.warmupMs, 0],
    [{ rounds: '9' }, s => s.run.rounds, 9],
    [{ seed: '7' }, s => s.run.seed, 7],
    [{ isolation: 'process' }, s => s.run.isolation, 'process'],
    [{ 'backend-kind': 'uwsgi' }, s => s.run.backendKind, 'uwsgi'],
    [{ realtime: true }, s => s.run.realtime, true],
  ])('%j', (overrides, part, value) => {
    expect(part(read(overrides))).toEqual(value)
    // Without the flag it is something else, so the flag did it.
    expect(part(read({}))).not.toEqual(value)
  })

  it('knows no flag without a case above', () => {
    const tried = 'backends workers threads latency rate load arrivals sockets connections think clients zipf'
    const others =
      'sessions redis timeout max-requests retries health hedge queue slow-start sticky objective duration warmup rounds seed isolation backend-kind realtime'
    expect(overrideFlags.map(flag => flag.name)).toEqual(`${tried} ${others}`.split(' '))
  })
})

describe('a wrong flag is named as typed', () => {
  test.each<[Overrides, string]>([
    [{ rate: '400ms' }, '--rate 400ms: expected a rate such as 400/s'],
    [{ duration: '2' }, '--duration 2: expected a duration with its unit such as 2ms or 2s'],
    [{ backends: '0' }, '--backends 0: expected a whole number from 1 to 32767'],
    [
      { latency: '{' },
      '--latency {: expected a time such as 20ms, or a distribution such as { exponential: { mean: 20ms } }',
    ],
    [
      { latency: '{ gamma: { mean: 1ms } }' },
      '--latency { gamma: { mean: 1ms } }: missing key "cv"; expected a number above 0',
    ],
    [{ think: '3ms' }, '--think 3ms: "think" belongs to a closed loop, which "connections" makes'],
    [{ isolation: 'proces' }, '--isolation proces: expected shared or process; did you mean "process"?'],
    [
      { rate: 'x', rounds: '0' },
      '--rate x: expected a rate such as 400/s\n--rounds 0: expected a whole number from 1 to 1000',
    ],
  ])('%j', (overrides, message) => {
    expect(() => read(overrides)).toThrow(expect.objectContaining({ code: 'SCENARIO', message }))
  })

  it('stands before what is wrong in the file', () => {
    const message =
      '--rate x: expected a rate such as 400/s\nmy.yaml:3:18: found 5, expected a duration with its unit such as 5ms or 5s'
    expect(() => read({ rate: 'x' }, fleet.replace('5s', '5'))).toThrow(expect.objectContaining({ message }))
  })
})

it('keeps the better of two mistakes in the file: a flag over something that is no map', () => {
  const message = /^my\.yaml:2:10: found 5, expected traffic/
  expect(() => read({ rate: '3' }, 'backends: { latency: 1ms }\ntraffic: 5\n')).toThrow(message)
})

it('makes an open loop of a closed one', () => {
  expect(read({ rate: '30' }, closed).traffic.load).toMatchObject({ kind: 'open', ratePerSecond: 30 })
})

it('makes a section where the file has none', () => {
  expect(read({ retries: '3' }, fleet).balancer.retry.count).toBe(3)
})

describe('a fleet of differing backends', () => {
  const uneven = (overrides: Overrides) => () => readScenario('uneven', { shippedDir: 'scenarios', overrides })

  it('refuses one value for what differs, and says why', () => {
    const count =
      '--backends 6: the backends of this scenario differ, so a number alone cannot say which ones; change the file'
    expect(uneven({ backends: '6' })).toThrow(expect.objectContaining({ message: count }))
    const latency =
      '--latency 6ms: the backends of this scenario differ in their latency, which one value would undo; change the file'
    expect(uneven({ latency: '6ms' })).toThrow(expect.objectContaining({ message: latency }))
  })

  it('takes one value for what they share', () => {
    expect(uneven({ workers: '4' })().scenario.backends.map(b => b.workers)).toEqual([4, 4, 4, 4])
  })

  it('knows equals written one by one', () => {
    const text = 'backends:\n  - { name: a, latency: 1ms }\n  - { name: b, latency: 1ms }\ntraffic: { rate: 1 }\n'
    expect(read({ backends: '3' }, text).backends.map(b => b.name)).toEqual(['b1', 'b2', 'b3'])
  })
})

it('leaves the document it was given alone', () => {
  const document = { backends: [{ latency: '1ms' }], traffic: { rate: 1, clients: 3 } }
  const before = structuredClone(document)
  applyOverrides(document, { rate: '5', zipf: '1', backends: '2', connections: '3' })
  expect(document).toEqual(before)
})

test.each<[Overrides, string]>([
  [{ rate: '400', connections: '50' }, '--connections 50: takes the place of --rate; give one of them'],
  [{ rate: '100', load: '50%' }, '--load 50%: takes the place of --rate; give one of them'],
  [{ connections: '5', sockets: '64' }, '--connections 5: takes the place of --sockets; give one of them'],
])('flags that exclude each other are refused: %j', (overrides, message) => {
  expect(() => read(overrides)).toThrow(message)
})
