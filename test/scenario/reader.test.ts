import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { LbbenchError } from '../../src/errors.js'
import { type ReadOptions, readScenario } from '../../src/scenario/reader.js'

let cwd: string
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'lbbench-reader-'))
})
afterAll(() => rmSync(cwd, { recursive: true }))

const shippedDir = 'scenarios'

function errorOf(text: string, options: Partial<ReadOptions> = {}): LbbenchError {
  writeFileSync(join(cwd, 'my.yaml'), text)
  return failure(() => readScenario('my.yaml', { shippedDir, cwd, ...options }))
}

function failure(act: () => unknown): LbbenchError {
  try {
    act()
  } catch (error) {
    expect(error).toBeInstanceOf(LbbenchError)
    return error as LbbenchError
  }
  throw new Error('no error came')
}

const backends = 'backends: { count: 2, latency: 20ms }\n'
const traffic = 'traffic: { rate: 10 }\n'
const backend = (more: string): string => `backends: { latency: 20ms, ${more} }\n${traffic}`
const latency = (more: string): string => `backends: { latency: ${more} }\n${traffic}`
const nameRule =
  'expected a name of letters, digits, ".", "_" and "-" that begins with a letter or a digit, 64 characters at most'
const trafficOf = (more: string): string => `${backends}traffic: { ${more} }`

describe('not YAML, or no scenario at all', () => {
  test.each([
    ['', '1:1: the file is empty; a scenario needs at least "backends" and "traffic"'],
    ['# nothing\n', '1:1: the file is empty; a scenario needs at least "backends" and "traffic"'],
    ['---\n', '1:4: the file is empty; a scenario needs at least "backends" and "traffic"'],
    ['- a\n- b', '1:1: a scenario is a map with keys such as "backends" and "traffic"'],
    ['hello', '1:1: a scenario is a map with keys such as "backends" and "traffic"'],
    ['backends:\n\tcount: 4', '2:1: a tab indents this line; YAML indents with spaces'],
    [`${traffic}${traffic}`, '2:1: this key stands twice in the same map'],
    ['backends: { count: 1, count: 2 }', '1:23: this key stands twice in the same map'],
    ['gates: ["a]', '1:12: a bracket, brace, quote or colon is missing here or just before'],
    ['gates: [a', '1:10: a bracket, brace, quote or colon is missing here or just before'],
    [`${traffic}---\n${backends}`, '2:1: a second document begins here; the file holds one'],
    [
      'backends: &all { latency: 1ms }\ntraffic: *all',
      '2:10: aliases such as *all are not allowed; write the value out',
    ],
    ['name: !env NAME', '1:7: tags such as !name are not allowed'],
    ['? [a, b]\n: 1', '1:3: expected a plain word as key'],
  ])('%j', (text, message) => {
    const error = errorOf(text)
    expect(error.code).toBe('SCENARIO')
    expect(error.message).toBe(`my.yaml:${message}`)
  })
})

describe('one mistake, one line that points at it', () => {
  test.each([
    // Keys
    [
      backends,
      '1:1: missing key "traffic"; expected traffic, a map with rate, load, arrivals, sockets, connections, think, clients, requests, timeout or sessions',
    ],
    [`${backends}trafic: { rate: 1 }\n${traffic}`, '2:1: unknown key "trafic"; did you mean "traffic"?'],
    [
      backend('xyzzy: 3'),
      '1:28: unknown key "xyzzy"; known here: name, count, weight, workers, threads, backlog, keepAlive, latency, cpu, failures, slowStart, faults, maxFails, failTimeout, maxRequests, port, backup',
    ],
    [
      `backends: { count: 2 }\n${traffic}`,
      '1:11: missing key "latency"; expected a time such as 20ms, or a distribution such as { exponential: { mean: 20ms } }',
    ],
    [
      `${backends}traffic: 5`,
      '2:10: found 5, expected traffic, a map with rate, load, arrivals, sockets, connections, think, clients, requests, timeout or sessions',
    ],
    [
      `${backends}${traffic}<<: { seed: 3 }`,
      '3:1: unknown key "<<"; known here: name, description, backends, traffic, balancer, faults, objective, run, scaling, gates',
    ],
    // Units
    [trafficOf('rate: 400ms'), '2:18: found "400ms", expected a rate such as 400/s'],
    [trafficOf('rate: 0'), '2:18: found 0, expected a rate above 0'],
    [trafficOf('rate: .inf'), '2:18: found Infinity, expected a rate such as 400/s'],
    [trafficOf('rate:'), '2:18: found nothing, expected a rate such as 400/s'],
    [trafficOf('rate: 1, timeout: 2'), '2:30: found 2, expected a duration with its unit such as 2ms or 2s'],
    [trafficOf('rate: 1, requests: [{ body: 10 }]'), '2:40: found 10, expected a size with its unit such as 10B'],
    [trafficOf('rate: 1, requests: [{ path: cart }]'), '2:40: found "cart", expected a path such as /cart'],
    [trafficOf('rate: 1, requests: []'), '2:31: found an empty list, expected at least one request'],
    [trafficOf('load: 0.6'), '2:18: found 0.6, expected a share in percent such as 60%'],
    [backend('cpu: 30'), '1:33: found 30, expected a share in percent such as 30%'],
    [backend('slowStart: { for: 2s, factor: 5 }'), '1:58: found 5, expected a factor such as 5x'],
    [backend('keepAlive: yes'), '1:39: found "yes", expected true, false or a duration such as 2s'],
    [backend('backup: 1'), '1:36: found 1, expected true or false'],
    [backend('workers: 2.5'), '1:37: found 2.5, expected a whole number from 1 to 1000'],
    [backend('count: many'), '1:35: found "many", expected a whole number such as 250 or 10k'],
    [backend('name: "a b"'), `1:34: found "a b", ${nameRule}`],
    [backend('name: -b'), `1:34: found "-b", ${nameRule}`],
    [backend(`name: ${'b'.repeat(65)}`), `1:34: found "${'b'.repeat(65)}", ${nameRule}`],
    [`name: .s\n${backends}${traffic}`, `1:7: found ".s", ${nameRule}`],
    [`${backends}${traffic}run: { isolation: none }`, '3:19: found "none", expected shared or process'],
    [`${backends}${traffic}run: { seed: -1 }`, '3:14: found -1, expected a whole number from 0 to 9007199254740991'],
    // Distributions
    [
      latency('20'),
      '1:22: found 20, expected a time such as 20ms, or a distribution such as { exponential: { mean: 20ms } }',
    ],
    [
      latency('[20ms]'),
      '1:22: found a list, expected a time such as 20ms, or a distribution such as { exponential: { mean: 20ms } }',
    ],
    [latency('{ expo: 20ms }'), '1:24: unknown key "expo"; did you mean "exponential"?'],
    [latency('{ exponential: 20ms }'), '1:37: found "20ms", expected an exponential distribution, a map with mean'],
    [
      latency('{}'),
      '1:22: found an empty map, expected exactly one of constant, uniform, exponential, lognormal, gamma, pareto, bimodal or empirical',
    ],
    [
      latency('{ constant: 1ms, gamma: { mean: 1ms, cv: 1 } }'),
      '1:22: found a map, expected exactly one of constant, uniform, exponential, lognormal, gamma, pareto, bimodal or empirical',
    ],
    [latency('{ gamma: { mean: 3ms } }'), '1:31: missing key "cv"; expected a number above 0'],
    [latency('{ exponential: { mean: 0ms } }'), '1:45: found "0ms", expected a duration above 0'],
    [latency('{ lognormal: { mean: 20ms, p99: 5ms } }'), '1:35: a p99 of 5 ms is below the mean of 20 ms'],
    [
      latency('{ lognormal: { mean: 20ms } }'),
      '1:35: found a map, expected { mean, p99 }, { median, p99 } or { mean, cv }',
    ],
    [latency('{ uniform: { min: 4ms, max: 2ms } }'), '1:33: "max" must not be below "min"'],
    [latency('{ pareto: { shape: 2 } }'), '1:32: found a map, expected either "mean" or "scale"'],
    [latency('{ pareto: { scale: 5ms, shape: 2, max: 4ms } }'), '1:32: "max" must be above "scale"'],
    [
      latency('{ empirical: { quantiles: { p0: 1ms, q50: 2ms } } }'),
      '1:59: found "q50", expected quantiles named p0 to p100',
    ],
    [
      latency('{ empirical: { quantiles: { p0: 1ms, p50: 2ms } } }'),
      '1:35: quantiles must begin with p0 and end with p100',
    ],
    [
      latency('{ empirical: { quantiles: { p0: 3ms, p100: 2ms } } }'),
      '1:35: quantiles must not fall: p100 is below p0',
    ],
    [latency('{ empirical: { file: none.csv } }'), '1:43: cannot read none.csv: there is no such file'],
    // Failures and faults
    [
      backend('failures: { errors: 60%, hangs: 50% }'),
      '1:38: errors, resets, closes and hangs add up to more than 100%',
    ],
    [backend('failures: { status: 200 }'), '1:48: found 200, expected a whole number from 400 to 599'],
    [
      backend('faults: { at: 1s, do: crash }'),
      '1:36: found a map, expected a list of faults such as - { at: 3s, do: crash }',
    ],
    [
      backend('faults: [{ at: 1s }]'),
      '1:37: found a map, expected either { at, do } or { from, to, slow } or { from, to, flap }',
    ],
    [backend('faults: [{ at: 1s, doo: crash }]'), '1:47: unknown key "doo"; did you mean "do"?'],
    [backend('faults: [{ at: 1s, do: crsh }]'), '1:51: found "crsh", expected crash or recover; did you mean "crash"?'],
    [
      backend('faults: [{ at: 5s, do: crash }]'),
      '1:43: found "5s", expected a time before the end of the run, which lasts 5s',
    ],
    [
      backend('faults: [{ at: 100%, do: crash }]'),
      '1:43: found "100%", expected a time before the end of the run, which lasts 5s',
    ],
    [backend('faults: [{ at: 1s, do: recover }]'), '1:43: this recovery comes while the backend is up'],
    [backend('faults: [{ from: 2s, to: 2s, slow: 5x }]'), '1:53: found "2s", expected a time after "from"'],
    // What belongs together
    [trafficOf('timeout: 2s'), '2:10: missing key "rate", "load" (open loop) or "connections" (closed loop)'],
    [trafficOf('rate: 1, connections: 3'), '2:21: "rate" and "connections" exclude each other; keep one'],
    [trafficOf('rate: 1, load: 5%'), '2:21: "rate" and "load" exclude each other; keep one'],
    [trafficOf('rate: 1, think: 3ms'), '2:21: "think" belongs to a closed loop, which "connections" makes'],
    [
      trafficOf('connections: 1, arrivals: even'),
      '2:28: "arrivals" belongs to an open loop, and "connections" makes a closed one',
    ],
    [
      trafficOf('rate: 1, arrivals: often'),
      '2:31: found "often", expected poisson, even, { burst: ... }, { curve: ... } or { trace: FILE }',
    ],
    [
      trafficOf('rate: 1, arrivals: { burst: { every: 1s, for: 1s, factor: 1x } }'),
      '2:40: "for" must be shorter than "every"',
    ],
    [
      trafficOf('rate: 1, arrivals: { burst: { every: 1s, for: 500ms, factor: 3x } }'),
      '2:40: a burst cannot hold more than all requests: factor * for must be at most every',
    ],
    [
      trafficOf('rate: 1, arrivals: { curve: {} }'),
      '2:40: found an empty map, expected at least one point such as 50%: 1.6x',
    ],
    [
      trafficOf('rate: 1, arrivals: { curve: 3x }'),
      '2:40: found "3x", expected factors on the rate such as { 0%: 0.4x, 50%: 1.6x, 100%: 0.4x }',
    ],
    [trafficOf('rate: 1, arrivals: { curve: { 0%: 1 } }'), '2:46: found 1, expected a factor such as 1x'],
    [trafficOf('rate: 1, arrivals: { curve: { 0%: 0x } }'), '2:46: found "0x", expected a factor above 0x'],
    [
      trafficOf('rate: 1, arrivals: { curve: { 0: 1x } }'),
      '2:42: found "0", expected a time such as 2s, or a share of the run such as 50%',
    ],
    [trafficOf('rate: 1, arrivals: { curve: { 110%: 1x } }'), '2:42: found "110%", expected a share up to 100%'],
    [
      trafficOf('rate: 1, arrivals: { curve: { 2.5s: 1x, 50%: 2x } }'),
      '2:52: this is the same time as "2.5s"; keep one of them',
    ],
    [trafficOf('arrivals: { trace: none.txt }'), '2:31: cannot read none.txt: there is no such file'],
    [trafficOf('rate: 10000M/s'), '2:18: this makes more than 2000 million requests a trial'],
    [
      'backends: { latency: 0ms }\ntraffic: { load: 60% }',
      '2:12: a load needs backends with a mean service time above 0; give a "rate" instead',
    ],
    [`backends: []\n${traffic}`, '1:11: found an empty list, expected at least one backend'],
    [
      `backends:\n  - { count: 20000, latency: 1ms }\n  - { count: 20000, latency: 1ms }\n${traffic}`,
      '2:3: found a list, expected at most 32767 backends in all',
    ],
    [
      `backends:\n  - { name: a, latency: 1ms }\n  - { name: a, latency: 1ms }\n${traffic}`,
      '3:13: the name "a" is taken already',
    ],
    [backend('backup: true'), '1:11: found a map, expected a backend that is no backup'],
    [backend('count: 3, port: 65534'), '1:44: found 65534, expected room for 3 ports'],
    [`${backends}${traffic}gates: [p99 < 1s, 3]`, '3:19: found 3, expected a condition such as p99 <= 250ms'],
  ])('%j', (text, message) => {
    expect(errorOf(text).message).toBe(`my.yaml:${message}`)
  })
})

it('tells all mistakes at once, in the order of the file', () => {
  const text = `name: my\nbackends:\n  - latency: 20\n  - { latency: 5ms, wieght: 3 }\ntraffic:\n  rate: 400ms\n  timeout: 2s\nruns: 3\n`
  expect(errorOf(text).message.split('\n')).toEqual([
    'my.yaml:3:14: found 20, expected a time such as 20ms, or a distribution such as { exponential: { mean: 20ms } }',
    'my.yaml:4:21: unknown key "wieght"; did you mean "weight"?',
    'my.yaml:6:9: found "400ms", expected a rate such as 400/s',
    'my.yaml:8:1: unknown key "runs"; did you mean "run"?',
  ])
})

it('keeps to the order of the file where it is not the order of the schema', () => {
  const lines = errorOf('runs: 3\ntraffic: { rate: x }\nbackends: { latency: 20 }\n').message.split('\n')
  expect(lines.map(line => line.slice(0, 13))).toEqual(['my.yaml:1:1: ', 'my.yaml:2:18:', 'my.yaml:3:22:'])
})

it('asks whoever knows about gates, and points at the wrong one', () => {
  const checkGate = (text: string) => (text.includes('<=') ? undefined : 'expected a comparison')
  const text = `${backends}${traffic}gates:\n  - p99 <= 1s\n  - p99 about 1s\n`
  expect(errorOf(text, { checkGate }).message).toBe('my.yaml:5:5: found "p99 about 1s", expected a comparison')
})

it('points to the page about gates where nothing else is wrong', () => {
  const checkGate = (gate: string) => `gate "${gate}", column 1: unknown metric "p98"`
  expect(errorOf(`${backends}${traffic}gates: [p98 <= 1s]\n`, { checkGate }).hint).toBe('docs/gates.md explains gates')
  expect(errorOf(`${backends}gates: [p98 <= 1s]\n`, { checkGate }).hint).toBe('docs/scenario.md explains every key')
})

describe('finding the file', () => {
  it('suggests the nearest shipped name and lists them all', () => {
    const error = failure(() => readScenario('uneve', { shippedDir }))
    expect(error.code).toBe('UNKNOWN_NAME')
    expect(error.message).toBe('there is no scenario "uneve"')
    expect(error.hint).toMatch(
      /^did you mean uneven\? shipped: autoscale-day, brownout, .*, zone-loss; for a file of your own write \.\/uneve\.yaml$/,
    )
  })

  test.each([
    ['./none.yaml', 'cannot read ./none.yaml: there is no such file'],
    ['none.yml', 'cannot read none.yml: there is no such file'],
    ['folder/', 'cannot read folder/: it is a folder'],
  ])('%s', (path, message) => {
    mkdirSync(join(cwd, 'folder'), { recursive: true })
    const error = failure(() => readScenario(path, { shippedDir, cwd }))
    expect(error.code).toBe('SCENARIO')
    expect(error.message).toBe(message)
  })

  it('names a scenario without a name after its file', () => {
    writeFileSync(join(cwd, '.my own (2).yaml'), backends + traffic)
    const { scenario, path, text } = readScenario('./.my own (2).yaml', { shippedDir, cwd })
    expect(scenario.name).toBe('my-own-2-')
    expect({ path, text }).toEqual({ path: './.my own (2).yaml', text: backends + traffic })
  })

  it('reads the files a scenario names from its own folder', () => {
    mkdirSync(join(cwd, 'inner'), { recursive: true })
    writeFileSync(join(cwd, 'inner', 'due.txt'), '0\n1000\n')
    writeFileSync(join(cwd, 'inner', 'my.yaml'), `${backends}traffic: { arrivals: { trace: due.txt } }`)
    const { scenario } = readScenario('inner/my.yaml', { shippedDir, cwd })
    expect(scenario.traffic.load).toMatchObject({ ratePerSecond: 0.4, arrivals: { kind: 'trace', timesMs: [0, 1000] } })
  })
})
