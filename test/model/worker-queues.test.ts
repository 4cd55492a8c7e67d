import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { WorkerQueueSpec } from '../../src/model/worker-queue-spec.js'
import { WorkerQueue } from './fleet-of-one.js'

interface Arrival {
  readonly gapMs: number
  readonly serviceMs: number
  readonly lane: number
}

/** Whole milliseconds, so that ends and arrivals often fall together; zero gaps and zero service times are common. */
const arrivals = fc.array(fc.record({ gapMs: fc.nat(6), serviceMs: fc.nat(12), lane: fc.nat(2) }), { maxLength: 60 })
const shape = fc.record({
  workers: fc.integer({ min: 1, max: 3 }),
  threads: fc.integer({ min: 1, max: 3 }),
  backlog: fc.nat(4),
})

describe('WorkerQueue', () => {
  it('ends every job when a list of workers with clocks says so', () => {
    fc.assert(
      fc.property(shape, arrivals, (spec, jobs) => {
        expect(run(spec, jobs, 0).ends).toEqual(reference(spec, jobs))
      }),
      { seed: 1, numRuns: 1000 },
    )
  })

  it('does not care when anybody looks: the virtual clock', () => {
    fc.assert(
      fc.property(shape, arrivals, (spec, jobs) => {
        expect(run(spec, jobs, 1)).toEqual(run(spec, jobs, 0))
      }),
      { seed: 2, numRuns: 300 },
    )
  })

  it('ends jobs in the order of deadlines, then of starts, and never more at once than it has threads', () => {
    fc.assert(
      fc.property(shape, arrivals, (spec, jobs) => {
        const { log, mostRunning } = run(spec, jobs, 0)
        expect(mostRunning).toBeLessThanOrEqual(spec.workers * spec.threads)
        const started = log.filter(entry => entry.what === 'start').map(entry => entry.job)
        const ended = log.filter(entry => entry.what === 'end')
        for (const [i, entry] of ended.slice(1).entries()) {
          const before = ended[i]!
          const inOrder = started.indexOf(before.job) < started.indexOf(entry.job)
          expect(before.atMs < entry.atMs || (before.atMs === entry.atMs && inOrder)).toBe(true)
        }
      }),
      { seed: 3, numRuns: 300 },
    )
  })

  it('holds backlog + 1 waiting jobs: a listen queue of 4 holds 5', () => {
    const queue = new WorkerQueue({ workers: 2, threads: 1, backlog: 4 }, { serviceMs: () => 100, ended: () => {} })
    const admissions = Array.from({ length: 9 }, (_, job) => queue.arrive(job, 0, 0))
    expect(admissions).toEqual(['started', 'started', ...Array(5).fill('queued'), 'overflow', 'overflow'])
    expect([queue.running, queue.waiting]).toEqual([2, 5])
    queue.advance(100)
    expect([queue.running, queue.waiting]).toEqual([2, 3])
    expect(queue.arrive(9, 100, 0)).toBe('queued')
  })

  it('holds 1,000 more a worker where threaded workers accept for themselves', () => {
    const queue = new WorkerQueue({ workers: 2, threads: 2, backlog: 4 }, { serviceMs: () => 100, ended: () => {} })
    let taken = 0
    while (queue.arrive(taken, 0, taken % 2) !== 'overflow') taken++
    expect(taken).toBe(4 + 2000 + 5)
  })

  it('keeps a job in the lane it came by, though the other worker is idle', () => {
    const ends = new Map<number, number>()
    const queue = new WorkerQueue(
      { workers: 2, threads: 2, backlog: 10 },
      { serviceMs: () => 100, ended: (job, endMs) => ends.set(job, endMs) },
    )
    expect([0, 1, 2].map(job => queue.arrive(job, 0, 1))).toEqual(['started', 'started', 'queued'])
    expect(queue.arrive(3, 50, 0)).toBe('started')
    queue.advance(1000)
    expect(Object.fromEntries(ends)).toEqual({ 0: 100, 1: 100, 3: 150, 2: 200 })
  })

  it('shares the work evenly among its workers, and tells which one has it', () => {
    const served = [0, 0, 0, 0]
    const queue = new WorkerQueue(
      { workers: 4, threads: 1, backlog: 10 },
      { serviceMs: (_, __, worker) => Math.max(5, ++served[worker]!), ended: () => {} },
    )
    for (let job = 0; job < 40; job++) queue.arrive(job, job * 10, 0)
    expect(served).toEqual([10, 10, 10, 10])
  })

  it('ends a job of unknown length when told to, past or to come', () => {
    const log: string[] = []
    const queue = new WorkerQueue(
      { workers: 1, threads: 1, backlog: 10 },
      {
        serviceMs: (job, startMs) => {
          log.push(`${job} starts ${startMs}`)
          return Infinity
        },
        ended: (job, endMs) => log.push(`${job} ends ${endMs}`),
      },
    )
    queue.arrive(1, 0, 0)
    queue.arrive(2, 5, 0)
    expect(queue.nextEndMs()).toBe(Infinity)
    queue.advance(Infinity)
    queue.finish(1, 30)
    expect(queue.nextEndMs()).toBe(30)
    queue.advance(29)
    expect(log).toEqual(['1 starts 0'])
    queue.advance(40)
    queue.finish(2, 35)
    queue.advance(40)
    expect(log).toEqual(['1 starts 0', '2 starts 30', '1 ends 30', '2 ends 35'])
    expect(() => queue.finish(2, 50)).toThrow('job 2 does not wait for its end')
  })

  it('forgets all in a crash, and begins afresh', () => {
    const ended: number[] = []
    const queue = new WorkerQueue(
      { workers: 1, threads: 2, backlog: 10 },
      { serviceMs: job => 100 - job, ended: job => ended.push(job) },
    )
    for (const job of [5, 3, 8, 1]) queue.arrive(job, 0, 0)
    expect(queue.clear()).toEqual([5, 3, 8, 1])
    expect([queue.running, queue.waiting, queue.nextEndMs()]).toEqual([0, 0, Infinity])
    queue.advance(1000)
    expect([7, 9, 4].map(job => queue.arrive(job, 1000, 0))).toEqual(['started', 'started', 'queued'])
    queue.advance(2000)
    expect(ended).toEqual([9, 7, 4])
  })

  it('has as many workers after a crash as before, though some were idle', () => {
    const queue = new WorkerQueue({ workers: 2, threads: 1, backlog: 10 }, { serviceMs: () => 100, ended: () => {} })
    queue.arrive(1, 0, 0)
    queue.clear()
    expect([2, 3, 4].map(job => queue.arrive(job, 10, 0))).toEqual(['started', 'started', 'queued'])
  })

  it('lets the one who is told call back', () => {
    const ends: number[] = []
    const queue: WorkerQueue = new WorkerQueue(
      { workers: 1, threads: 1, backlog: 10 },
      {
        serviceMs: () => 10,
        ended(job, endMs) {
          ends.push(endMs)
          if (job < 5) queue.arrive(job + 1, endMs, 0)
        },
      },
    )
    queue.arrive(1, 0, 0)
    queue.advance(1000)
    expect(ends).toEqual([10, 20, 30, 40, 50])
  })
})

/** `lookEvery` > 0: somebody also looks at every so many ms in between. */
function run(spec: WorkerQueueSpec, jobs: readonly Arrival[], lookEvery: number) {
  const ends = new Map<number, number>()
  const log: { what: 'start' | 'end'; job: number; atMs: number }[] = []
  let mostRunning = 0
  const queue: WorkerQueue = new WorkerQueue(spec, {
    serviceMs(job, atMs) {
      log.push({ what: 'start', job, atMs })
      return jobs[job]!.serviceMs
    },
    ended(job, atMs) {
      log.push({ what: 'end', job, atMs })
      ends.set(job, atMs)
      mostRunning = Math.max(mostRunning, queue.running)
    },
  })
  let nowMs = 0
  for (const [job, { gapMs, lane }] of jobs.entries()) {
    for (let ms = nowMs; lookEvery > 0 && ms < nowMs + gapMs; ms += lookEvery) queue.advance(ms)
    nowMs += gapMs
    queue.arrive(job, nowMs, lane % queue.lanes)
    mostRunning = Math.max(mostRunning, queue.running)
  }
  queue.advance(1e9)
  return { ends: new Map([...ends].sort(([a], [b]) => a - b)), log, mostRunning }
}

/** The textbook way (Lindley, Kiefer and Wolfowitz): a job starts when the first server of its lane is free, or at once. */
function reference({ workers, threads, backlog }: WorkerQueueSpec, jobs: readonly Arrival[]): Map<number, number> {
  const lanes = workers > 1 && threads > 1 ? workers : 1
  const room = backlog + 1 + (lanes > 1 ? 1000 * lanes : 0)
  const freeAt = Array.from({ length: lanes }, () => new Array<number>((workers * threads) / lanes).fill(0))
  const starts: number[] = []
  const ends = new Map<number, number>()
  let nowMs = 0
  for (const [job, { gapMs, serviceMs, lane }] of jobs.entries()) {
    nowMs += gapMs
    const servers = freeAt[lane % lanes]!
    const first = servers.indexOf(Math.min(...servers))
    const startMs = Math.max(nowMs, servers[first]!)
    if (startMs > nowMs && starts.filter(ms => ms > nowMs).length >= room) continue
    starts.push(startMs)
    servers[first] = startMs + serviceMs
    ends.set(job, startMs + serviceMs)
  }
  return ends
}
