import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, test } from 'vitest'
import { meanMs } from '../../src/model/distribution.js'
import { capacityPerSecond } from '../../src/model/load.js'
import { readScenario } from '../../src/scenario/reader.js'
import type { Scenario } from '../../src/scenario/scenario.js'
import { listScenarios, shippedNames } from '../../src/scenario/shipped.js'

const folder = 'scenarios'
const shipped = listScenarios(folder)
const read = (name: string): Scenario => readScenario(name, { shippedDir: folder }).scenario

/** Bad days: docs/drills.md. */
const drills = [
  ...[
    'freeze',
    'gray',
    'flap',
    'brownout',
    'cold-start',
    'rolling-deploy',
    'zone-loss',
    'spike',
    'retry-storm',
    'hot-key',
  ],
  'scale-out',
]

it('one is found by its name without a look at the others', () => {
  const beside = mkdtempSync(join(tmpdir(), 'lbbench-shipped-'))
  writeFileSync(join(beside, 'mine.yaml'), readFileSync(join(folder, 'steady.yaml')))
  writeFileSync(join(beside, 'broken.yaml'), 'name: "')
  expect(readScenario('mine', { shippedDir: beside }).path).toBe(join(beside, 'mine.yaml'))
  expect(shippedNames(beside)).toEqual(['broken', 'mine'])
  expect(shippedNames(folder)).toEqual(shipped.map(({ name }) => name))
})

it('ships what the documentation promises', () => {
  const promised = ['steady', 'uneven', 'heavy-tail', 'errors', 'crash', 'overload', 'burst', 'weighted', 'closed']
  const ofSessions = ['sessions', 'sessions-scale-out', 'sessions-rolling-restart']
  const all = [...promised, ...ofSessions, ...drills, 'autoscale-day']
  expect(shipped.map(each => each.name).sort()).toEqual(all.sort())
})

describe.each(shipped)('$name', ({ name, description, path }) => {
  const scenario = read(name)

  it('is named as its file and says what it shows', () => {
    expect(scenario.name).toBe(name)
    expect(scenario.description).toBe(description)
    expect(description).toMatch(/^[A-Z].{10,90}\.$/)
  })

  it('tells editors of its schema first', () => {
    expect(readFileSync(path, 'utf8').split('\n')[0]).toBe('# yaml-language-server: $schema=./scenario.schema.json')
  })

  it('is bearable for a small machine and long enough for a p99', () => {
    const { load } = scenario.traffic
    const { durationMs, warmupMs, rounds } = scenario.run
    // A day is for virtual time.
    if (scenario.scaling !== undefined) return
    // 600 ms a trial to start and stop. A drill has a before, a while and an after.
    expect(3 * rounds * (durationMs + warmupMs + 600)).toBeLessThanOrEqual(scenario.objectiveMs ? 270_000 : 60_000)
    if (load.kind === 'closed') return
    expect(load.ratePerSecond).toBeLessThanOrEqual(600)
    // 1 % of it are ten samples beyond p99, even on a day with two standard deviations fewer.
    const expected = (load.ratePerSecond * durationMs) / 1000
    expect(expected - 2 * Math.sqrt(expected)).toBeGreaterThanOrEqual(1000)
  })
})

describe('what the comments promise', () => {
  it('steady runs at 60 % of four equal backends of two workers, three strategies in under 55 s', () => {
    const { backends, traffic, run } = read('steady')
    expect(backends.map(b => b.workers * b.threads)).toEqual([2, 2, 2, 2])
    expect(traffic.load).toMatchObject({ kind: 'open', ratePerSecond: 240, arrivals: { kind: 'poisson' } })
    expect(3 * run.rounds * (run.durationMs + run.warmupMs + 600)).toBeLessThan(55_000)
  })

  it('uneven drowns the slow backend where it gets a quarter, and leaves the fleet half idle', () => {
    const { backends, traffic } = read('uneven')
    const slow = backends.at(-1)!
    expect(backends.map(b => b.name)).toEqual(['fast-1', 'fast-2', 'fast-3', 'slow'])
    expect(meanMs(slow.latency) / meanMs(backends[0].latency)).toBeCloseTo(3, 6)
    expect((rate(traffic) / 4) * meanMs(slow.latency)).toBeCloseTo(1.251 * slow.workers * 1000, 6)
    expect(rate(traffic) / capacityPerSecond(backends)).toBeCloseTo(0.5, 2)
  })

  test.each([
    ['overload', 1.2],
    ['crash', 0.5],
    ['errors', 0.6],
  ])('%s asks for %d of the capacity', (name, load) => {
    const { backends, traffic } = read(name)
    const capacity = backends.reduce((sum, b) => sum + (1000 * b.workers) / meanMs(b.latency), 0)
    expect(rate(traffic) / capacity).toBeCloseTo(load, 6)
  })

  it('crash kills one backend and brings it back within the run', () => {
    const { backends, incidents, run } = read('crash')
    expect(backends.map(b => b.faults)).toEqual([
      ...[[], [], []],
      [
        { atMs: 5000, kind: 'crash' },
        { atMs: 12_000, kind: 'recover' },
      ],
    ])
    expect(incidents).toEqual([{ name: 'crash', kind: 'crash', fromMs: 5000, toMs: 12_000, backends: [3] }])
    expect(run.durationMs).toBe(20_000)
  })

  const shorter = (name: string): Scenario =>
    readScenario(name, { shippedDir: folder, overrides: { duration: '8s' } }).scenario

  it.each(['crash', ...drills].filter(name => name !== 'rolling-deploy'))(
    '%s still fits when the run is made shorter',
    name => {
      expect(shorter(name).incidents!.every(({ toMs }) => toMs <= 8000)).toBe(true)
    },
  )

  it('rolling-deploy says that its servers could not start in less', () => {
    expect(() => shorter('rolling-deploy')).toThrow('4 turns of 3s do not fit into 4.8s')
  })

  it('weighted has weights that match its sizes', () => {
    for (const backend of read('weighted').backends) expect(backend.weight).toBe(backend.workers)
  })
})

function rate({ load }: Scenario['traffic']): number {
  return load.kind === 'open' ? load.ratePerSecond : 0
}
