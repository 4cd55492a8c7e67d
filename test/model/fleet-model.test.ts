import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BackendSpec, FaultEvent } from '../../src/model/backend-spec.js'
import { randomStream } from '../../src/model/random.js'
import { BackendModel, type Fate, type OneWorld } from './fleet-of-one.js'
import { backendSpec, failureSpec } from './specs.js'

interface Done {
  readonly job: number
  readonly fate: Fate
  readonly queueMs: number
  readonly appMs: number
  readonly endMs: number
}

/** A model and everything it tells, in order. */
function watched(change: Partial<BackendSpec>, { bootMs = 0, burn }: Partial<Pick<OneWorld, 'bootMs' | 'burn'>> = {}) {
  const done: Done[] = []
  const told: string[] = []
  const model = new BackendModel(backendSpec(change), {
    lane: randomStream(1, 'lane'),
    bootMs,
    done: (job, fate, queueMs, appMs, endMs) => done.push({ job, fate, queueMs, appMs, endMs }),
    ...(burn && { burn }),
    crashed: (jobs, atMs) => told.push(`crash ${atMs}: ${jobs.join(' ')}`),
    recovered: atMs => told.push(`recovery ${atMs}`),
  })
  return { model, done, told, of: (job: number) => done.find(end => end.job === job) }
}

describe('service', () => {
  it('turns a demand into time by the own profile of the backend', () => {
    const { model, of } = watched({ latency: { kind: 'uniform', minMs: 10, maxMs: 30 }, workers: 2 })
    model.arrive(1, 0.25, 0.5, 0)
    model.arrive(2, 0.75, 0.5, 5)
    model.advance(100)
    expect(of(1)).toEqual({ job: 1, fate: 'answer', queueMs: 0, appMs: 15, endMs: 15 })
    expect(of(2)).toEqual({ job: 2, fate: 'answer', queueMs: 0, appMs: 25, endMs: 30 })
  })

  it('accounts waiting apart from service', () => {
    const { model, of } = watched({})
    model.arrive(1, 0.5, 0.5, 0)
    model.arrive(2, 0.5, 0.5, 30)
    model.advance(1000)
    expect(of(2)).toEqual({ job: 2, fate: 'answer', queueMs: 70, appMs: 100, endMs: 200 })
  })

  it('says when it wants to be woken', () => {
    const { model } = watched({ backlog: 0, faults: [{ atMs: 5000, kind: 'crash' }] })
    expect(model.nextEventMs()).toBe(5000)
    for (const job of [1, 2, 3]) model.arrive(job, 0.5, 0.5, 10)
    expect(model.nextEventMs()).toBe(110)
    model.advance(210)
    expect(model.nextEventMs()).toBe(1010)
    model.advance(6000)
    expect(model.nextEventMs()).toBe(Infinity)
  })
})

describe('failures', () => {
  const failures = failureSpec({ errorShare: 0.1, resetShare: 0.1, closeShare: 0.1, hangShare: 0.1, hangMs: 30_000 })

  it.each([
    [0.05, 'error', 25],
    [0.15, 'reset', 25],
    [0.25, 'close', 25],
    [0.35, 'close', 30_000],
    [0.45, 'answer', 100],
  ] as const)('draw %d: %s after %d ms', (draw, fate, appMs) => {
    const { model, of } = watched({ failures: { ...failures, afterShare: 0.25 } })
    model.arrive(1, 0.5, draw, 0)
    model.advance(60_000)
    expect(of(1)).toMatchObject({ fate, appMs })
  })

  it('may fail fast, and still in turn', () => {
    const { model, of } = watched({ failures: { ...failures, afterShare: 0 } })
    model.arrive(1, 0.5, 0.9, 0)
    model.arrive(2, 0.5, 0.05, 10)
    model.advance(1000)
    expect(of(2)).toEqual({ job: 2, fate: 'error', queueMs: 90, appMs: 0, endMs: 100 })
  })
})

describe('slowness', () => {
  it('holds for requests that start while it lasts', () => {
    const faults: FaultEvent[] = [
      { atMs: 50, kind: 'slow', factor: 5 },
      { atMs: 550, kind: 'slow', factor: 1 },
    ]
    const { model, done } = watched({ faults })
    for (const job of [1, 2, 3]) model.arrive(job, 0.5, 0.5, 0)
    model.advance(5000)
    expect(done.map(end => end.appMs)).toEqual([100, 500, 100])
  })

  it('of a slow start decays in a straight line from the boot', () => {
    const slowStart = { forMs: 1000, factor: 3 }
    const { model, of } = watched({ slowStart, workers: 100 }, { bootMs: -500 })
    for (const ms of [-500, -250, 0, 250, 499, 500, 9000]) model.arrive(ms + 500, 0.5, 0.5, ms)
    model.advance(20_000)
    const app = (ms: number): number => of(ms + 500)!.appMs
    expect([-500, -250, 0, 250, 500, 9000].map(app)).toEqual([300, 250, 200, 150, 100, 100])
    expect(app(499)).toBeCloseTo(100.2, 9)
  })

  it('begins anew at a recovery, times what else slows it', () => {
    const faults: FaultEvent[] = [
      { atMs: 1000, kind: 'crash' },
      { atMs: 2000, kind: 'slow', factor: 2 },
      { atMs: 3000, kind: 'recover' },
    ]
    const { model, of } = watched({ slowStart: { forMs: 1000, factor: 3 }, faults, workers: 9 })
    model.arrive(1, 0.5, 0.5, 3000)
    model.arrive(2, 0.5, 0.5, 3500)
    model.advance(9000)
    expect([of(1)!.appMs, of(2)!.appMs]).toEqual([600, 400])
  })
})

describe('a crash', () => {
  const faults: FaultEvent[] = [
    { atMs: 150, kind: 'crash' },
    { atMs: 500, kind: 'recover' },
  ]

  it('loses what was served, waiting and knocking, and nothing that had ended', () => {
    const { model, done, told } = watched({ backlog: 0, faults })
    for (const job of [11, 12, 13, 14]) model.arrive(job, 0.5, 0.5, 0)
    model.arrive(15, 0.5, 0.5, 120)
    model.advance(10_000)
    expect(done.map(end => end.job)).toEqual([11])
    expect(told).toEqual(['crash 150: 12 15 13 14', 'recovery 500'])
    expect([model.running, model.waiting, model.knocking]).toEqual([0, 0, 0])
  })

  it('lets a request end that is due at that very moment', () => {
    const { model, done, told } = watched({ faults })
    model.arrive(1, 0.5, 0.5, 50)
    model.advance(150)
    expect(done.length).toBe(1)
    expect(told).toEqual(['crash 150: '])
  })

  it('resets whoever comes while it is down, and serves again after', () => {
    const { model, of } = watched({ faults })
    expect(model.up).toBe(true)
    expect(model.arrive(1, 0.5, 0.5, 200)).toBe('down')
    expect(of(1)).toEqual({ job: 1, fate: 'reset', queueMs: 0, appMs: 0, endMs: 200 })
    expect(model.up).toBe(false)
    expect(model.arrive(2, 0.5, 0.5, 500)).toBe('started')
    expect(model.up).toBe(true)
    model.advance(1000)
    expect(of(2)).toMatchObject({ fate: 'answer', appMs: 100 })
  })
})

describe('CPU', () => {
  function burning(cpuShare: number, change: Partial<BackendSpec> = {}) {
    const burns: (readonly [job: number, cpuMs: number, worker: number, startMs: number])[] = []
    return { burns, ...watched({ cpuShare, ...change }, { burn: (...work) => burns.push(work) }) }
  }

  it('is asked for at the start, and the request ends when it is burnt', () => {
    const { model, burns, of } = burning(1)
    model.arrive(7, 0.5, 0.5, 10)
    expect(burns).toEqual([[7, 100, 0, 10]])
    model.advance(500)
    expect(of(7)).toBeUndefined()
    model.finish(7, 540)
    expect(of(7)).toMatchObject({ appMs: 530, endMs: 540 })
  })

  it('is a share of the time: the rest is waited for', () => {
    const { model, burns, of } = burning(0.3)
    model.arrive(7, 0.5, 0.5, 0)
    expect(burns[0]![1]).toBeCloseTo(30, 9)
    model.finish(7, 35)
    expect(model.nextEventMs()).toBe(100)
    model.advance(99)
    expect(of(7)).toBeUndefined()
    model.advance(120)
    expect(of(7)).toMatchObject({ appMs: 100, endMs: 100 })
  })

  it('makes the next one start when it is really free', () => {
    const { model, of } = burning(1)
    model.arrive(1, 0.5, 0.5, 0)
    model.arrive(2, 0.5, 0.5, 0)
    model.finish(1, 130)
    model.finish(2, 260)
    expect(of(2)).toMatchObject({ queueMs: 130, appMs: 130 })
  })

  it('names the worker, so that threads of one share its CPU', () => {
    const { model, burns } = burning(1, { workers: 2, threads: 2 })
    for (let job = 0; job < 20; job++) model.arrive(job, 0.5, 0.5, 0)
    const workers = burns.map(([, , worker]) => worker).sort()
    expect(workers).toEqual([0, 0, 1, 1])
  })

  it('burnt for a request that a crash took is ignored', () => {
    const { model, done, told } = burning(1, { faults: [{ atMs: 50, kind: 'crash' }] })
    model.arrive(1, 0.5, 0.5, 0)
    model.finish(1, 100)
    expect(done).toEqual([])
    expect(told).toEqual(['crash 50: 1'])
  })

  it('is not burnt in a hang, nor where nobody can burn it', () => {
    const hang = burning(1, { failures: failureSpec({ hangShare: 1, hangMs: 400 }) })
    hang.model.arrive(1, 0.5, 0.5, 0)
    hang.model.advance(400)
    expect(hang.burns).toEqual([])
    expect(hang.of(1)).toMatchObject({ fate: 'close', endMs: 400 })
    const waits = watched({ cpuShare: 1 })
    waits.model.arrive(1, 0.5, 0.5, 0)
    waits.model.advance(400)
    expect(waits.of(1)).toMatchObject({ appMs: 100 })
  })
})

describe('a client that gives up', () => {
  it('is forgotten while it knocks, and worked off once it is in', () => {
    const { model, done } = watched({ backlog: 0 })
    for (const job of [1, 2, 3, 4]) model.arrive(job, 0.5, 0.5, 0)
    expect(model.knocking).toBe(2)
    expect(model.withdraw(3, 10)).toBe(true)
    expect(model.withdraw(3, 11)).toBe(false)
    expect(model.withdraw(2, 12)).toBe(false)
    expect(model.knocking).toBe(1)
    model.advance(5000)
    expect(done.map(end => end.job)).toEqual([1, 2, 4])
    expect(done[2]).toMatchObject({ queueMs: 1000, endMs: 1100 })
  })
})

describe('whatever happens', () => {
  const spec = fc.record({
    workers: fc.integer({ min: 1, max: 3 }),
    threads: fc.integer({ min: 1, max: 2 }),
    backlog: fc.nat(3),
    failures: fc.constantFrom(
      failureSpec(),
      failureSpec({ errorShare: 0.3, hangShare: 0.2, hangMs: 900, afterShare: 0 }),
    ),
    slowStart: fc.constantFrom(undefined, { forMs: 500, factor: 4 }),
    faults: fc.array(
      fc.oneof(
        fc.record({ atMs: fc.nat(4000), kind: fc.constantFrom('crash' as const, 'recover' as const) }),
        fc.record({ atMs: fc.nat(4000), kind: fc.constant('slow' as const), factor: fc.constantFrom(1, 3) }),
      ),
      { maxLength: 6 },
    ),
  })
  const requests = fc.array(
    fc.record({ gapMs: fc.nat(150), demand: fc.constantFrom(0.1, 0.5, 0.9), failure: fc.constantFrom(0.1, 0.4, 0.9) }),
    { maxLength: 60 },
  )
  type Requests = readonly { readonly gapMs: number; readonly demand: number; readonly failure: number }[]

  function play(change: Partial<BackendSpec>, all: Requests, lookEvery: number) {
    const watch = watched({ latency: { kind: 'uniform', minMs: 50, maxMs: 250 }, ...change })
    let nowMs = 0
    for (const [job, { gapMs, demand, failure }] of all.entries()) {
      for (let ms = nowMs; lookEvery > 0 && ms < nowMs + gapMs; ms += lookEvery) watch.model.advance(ms)
      nowMs += gapMs
      watch.model.arrive(job, demand, failure, nowMs)
    }
    watch.model.advance(Infinity)
    return watch
  }

  it('every request ends exactly once: done, or lost in a crash', () => {
    fc.assert(
      fc.property(spec, requests, (change, all) => {
        const { model, done, told } = play(change, all, 0)
        const lost = told.flatMap(line => line.split(': ')[1]?.split(' ').filter(Boolean).map(Number) ?? [])
        const ended = [...done.map(end => end.job), ...lost].sort((a, b) => a - b)
        expect(ended).toEqual(all.map((_, job) => job))
        expect([model.running, model.waiting, model.knocking]).toEqual([0, 0, 0])
        expect(model.nextEventMs()).toBe(Infinity)
      }),
      { seed: 1, numRuns: 500 },
    )
  })

  it('time goes forward, and the parts make the whole', () => {
    fc.assert(
      fc.property(spec, requests, (change, all) => {
        const arrivedMs: number[] = []
        for (const { gapMs } of all) arrivedMs.push((arrivedMs.at(-1) ?? 0) + gapMs)
        let lastMs = 0
        for (const { job, queueMs, appMs, endMs } of play(change, all, 0).done) {
          expect(endMs).toBeGreaterThanOrEqual(lastMs)
          expect(Math.min(queueMs, appMs)).toBeGreaterThanOrEqual(0)
          expect(arrivedMs[job]! + queueMs + appMs).toBeCloseTo(endMs, 6)
          lastMs = endMs
        }
      }),
      { seed: 2, numRuns: 500 },
    )
  })

  it('nothing depends on when anybody looks', () => {
    fc.assert(
      fc.property(spec, requests, (change, all) => {
        const [often, never] = [play(change, all, 7), play(change, all, 0)]
        expect(often.done).toEqual(never.done)
        expect(often.told).toEqual(never.told)
      }),
      { seed: 3, numRuns: 200 },
    )
  })
})
