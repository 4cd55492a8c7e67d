import { describe, expect, it } from 'vitest'
import { randomStream } from '../../../src/model/random.js'
import { prequal } from '../../../src/strategies/latency/prequal.js'
import { parseOptions } from '../../../src/strategies/options.js'
import { chiSquareP } from '../chi-square.js'
import { anyRequest, setAvailable, testPool } from '../test-pool.js'
import { live, tally } from './tiny-world.js'

/** A chooser that notes whom it asks and when it wants to be woken, and is told what the test says. */
function started(backends: number, options = '') {
  const pool = testPool(Array<number>(backends).fill(1))
  const asked: number[] = []
  const wakes: number[] = []
  const services = {
    probe: (backend: number) => void asked.push(backend),
    wakeAt: (atMs: number) => void wakes.push(atMs),
  }
  const chooser = prequal.start(pool, parseOptions(prequal, options), randomStream(1, 'pick'), services)
  const say = (backend: number, inFlight: number, latencyMs: number, nowMs = 0, failed = false) =>
    chooser.probed?.(backend, { failed, inFlight, latencyMs }, nowMs)
  return { pool, chooser, asked, wakes, say }
}

describe('prequal', () => {
  it('sends the fastest cold replica the next request, until that makes it hot', () => {
    const { chooser, say } = started(4, 'removePerQuery=0')
    for (const [backend, inFlight, latencyMs] of [
      [0, 2, 30],
      [1, 2, 10],
      [2, 9, 1],
      [3, 2, 50],
    ])
      say(backend, inFlight, latencyMs)
    // Of four, rank 4: none is hot.
    expect(chooser.pick(anyRequest, 0)).toBe(2)
    const { chooser: stricter, say: tell } = started(4, 'removePerQuery=0&qRif=0.5')
    for (const [backend, inFlight, latencyMs] of [
      [0, 2, 30],
      [1, 2, 10],
      [2, 9, 1],
      [3, 2, 50],
    ])
      tell(backend, inFlight, latencyMs)
    const picks = Array.from({ length: 3 }, () => {
      const backend = stricter.pick(anyRequest, 0)
      stricter.sent?.(backend, 0)
      return backend
    })
    // With 2 2 3 9 in flight, 3 is hot; with 2 3 3 9 no more.
    expect(picks).toEqual([1, 0, 1])
  })

  it('asks different replicas, three a request; a fraction as often as it says', () => {
    const { chooser, asked } = started(5)
    for (let i = 0; i < 200; i++) chooser.sent?.(0, i)
    expect(asked.length).toBe(600)
    for (let i = 0; i < 600; i += 3) expect(new Set(asked.slice(i, i + 3)).size).toBe(3)
    expect(chiSquareP(tally(asked, 5), Array<number>(5).fill(1 / 5))).toBeGreaterThan(1e-6)
    const { chooser: sparing, asked: few } = started(5, 'probesPerQuery=0.25')
    for (let i = 0; i < 200; i++) sparing.sent?.(0, i)
    expect(few.length).toBe(50)
  })

  it('asks only who is available, all of them where there are few', () => {
    const { chooser, pool, asked } = started(4)
    setAvailable(chooser, pool, 1, false)
    setAvailable(chooser, pool, 3, false)
    for (let i = 0; i < 10; i++) chooser.sent?.(0, i)
    expect(tally(asked, 4)).toEqual([10, 0, 10, 0])
  })

  it('draws at random with fewer than two answers, too old ones and unavailable ones not counted', () => {
    const { chooser, pool, say } = started(3, 'removePerQuery=0')
    const picks = (nowMs: number) =>
      tally(
        Array.from({ length: 300 }, () => chooser.pick(anyRequest, nowMs)),
        3,
      )
    say(0, 0, 5, 0)
    expect(Math.min(...picks(0))).toBeGreaterThan(60)
    say(1, 0, 9, 600)
    expect(chooser.pick(anyRequest, 1000)).toBe(0)
    expect(Math.min(...picks(1001))).toBeGreaterThan(60)
    say(0, 0, 5, 1001)
    setAvailable(chooser, pool, 0, false)
    expect(picks(1002)[0]).toBe(0)
    expect(Math.min(...picks(1002).slice(1))).toBeGreaterThan(60)
  })

  it('takes a replica without recent latency for a fast one', () => {
    const { chooser, say } = started(2)
    say(0, 0, 5)
    say(1, 0, Number.NaN)
    expect(chooser.pick(anyRequest, 0)).toBe(1)
  })

  it('forgets the oldest and the worst in turn', () => {
    const { chooser, say } = started(40, 'removePerQuery=1&probesPerQuery=0')
    for (let backend = 0; backend < 6; backend++) say(backend, 0, backend === 4 ? 99 : 50 - backend)
    chooser.sent?.(39, 0)
    chooser.sent?.(39, 0)
    const left = Array.from({ length: 4 }, () => chooser.pick(anyRequest, 0))
    // The fastest of what is left; without 0, the oldest, and 4, the slowest. Without probes, each is used 16 times.
    expect(new Set(left)).toEqual(new Set([5]))
    for (let i = 0; i < 12; i++) chooser.pick(anyRequest, 0)
    expect(chooser.pick(anyRequest, 0)).toBe(3)
  })

  it('avoids a replica whose probes or requests fail', () => {
    const { chooser, say } = started(3, 'removePerQuery=0')
    for (const backend of [0, 1, 2]) say(backend, 0, 10 + backend)
    say(0, 0, 0, 0, true)
    expect(chooser.pick(anyRequest, 0)).toBe(1)
    say(0, 0, 10)
    expect(chooser.pick(anyRequest, 0)).toBe(1)
  })

  it('probes while no requests come, and rests after ten seconds', () => {
    const { asked, wakes } = (() => {
      const world = started(5, 'probesPerQuery=1')
      world.chooser.sent?.(0, 1000)
      for (let i = 0; i < world.wakes.length && i < 1000; i++) world.chooser.woken?.(world.wakes[i])
      return world
    })()
    expect(wakes.slice(0, 3)).toEqual([1250, 1500, 1750])
    expect(wakes.at(-1)).toBe(11_000)
    expect(asked.length).toBe(40)
    const { chooser, wakes: none } = started(5, 'idleProbeMs=0')
    chooser.sent?.(0, 0)
    expect(none).toEqual([])
  })

  it('gives a slow backend less, and uses it again once it is fast', () => {
    const world = {
      backends: 4,
      requests: 6000,
      gapMs: 5,
      serviceMs: (b: number, atMs: number) => (b === 2 && atMs < 15_000 ? 150 : 10),
    }
    const { served } = live(prequal, world)
    expect(tally(served.slice(0, 3000), 4)[2]).toBeLessThan(200)
    expect(tally(served.slice(-1000), 4)[2]).toBeGreaterThan(100)
  })

  it('is not drawn to a backend that fails at once', () => {
    const world = {
      backends: 4,
      requests: 2000,
      gapMs: 5,
      serviceMs: (b: number) => (b === 1 ? 0.1 : 12),
      outcome: (b: number) => (b === 1 ? ({ cause: 'reset', failed: true, status: 0 } as const) : {}),
    }
    expect(tally(live(prequal, world).served, 4)[1]).toBeLessThan(40)
  })

  it('is random where probes are lost', () => {
    const { served, probes } = live(prequal, { backends: 5, requests: 2000, gapMs: 5, serviceMs: () => 1, deaf: true })
    expect(chiSquareP(tally(served, 5), Array<number>(5).fill(1 / 5))).toBeGreaterThan(1e-6)
    expect(probes.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(6000)
  })
})
