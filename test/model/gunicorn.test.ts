import { describe, expect, it } from 'vitest'
import { randomStream } from '../../src/model/random.js'
import { closedLoop, percentile } from './closed-loop.js'
import behaviours from './data/gunicorn-20.1.0-behaviours.json' with { type: 'json' }
import gunicorn from './data/gunicorn-20.1.0-sleep-concurrency.json' with { type: 'json' }
import uwsgi from './data/uwsgi-2.0.21-concurrency.json' with { type: 'json' }
import { BackendModel } from './fleet-of-one.js'
import { backendSpec, failureSpec } from './specs.js'

interface Measured {
  readonly rps: number
  readonly mean: number
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly byPid: readonly number[]
}

/** The real servers add some 2 ms of their own to the 100 ms a request sleeps, and up to 7 ms in the tail. */
const tolerance = 0.05
const tailTolerance = 0.1

const oneQueue = Object.entries({ ...gunicorn.results, ...uwsgi.results }).flatMap(([name, measured]) => {
  const cell = cellOf(name)
  return cell === undefined || (cell.gthread && cell.workers > 1)
    ? []
    : [{ name, ...cell, measured: measured as Measured }]
})

describe('one shared queue, as measured on gunicorn, uWSGI and the Flask server', () => {
  it('covers the matrix', () => {
    expect(oneQueue.length).toBe(26)
  })

  it.each(oneQueue)('$name', ({ workers, threads, clients, forMs, measured }) => {
    const { latenciesMs, perSecond } = closedLoop(backendSpec({ workers, threads }), { clients, forMs })
    const mean = latenciesMs.reduce((sum, ms) => sum + ms, 0) / latenciesMs.length
    expect(percentile(latenciesMs, 0.5)).toSatisfy(near(measured.p50))
    expect(percentile(latenciesMs, 0.95)).toSatisfy(near(measured.p95, tailTolerance))
    expect(mean).toSatisfy(near(measured.mean))
    expect(perSecond).toSatisfy(near(measured.rps))
  })
})

describe('several gthread workers: a queue each', () => {
  const runs = Array.from({ length: 300 }, (_, seed) => {
    const spec = backendSpec({ workers: 2, threads: 4 })
    return { of8: closedLoop(spec, { clients: 8, seed }), of16: closedLoop(spec, { clients: 16, seed }) }
  })
  const measured = {
    of8: gunicorn.results['gthread w=2 t=4 | sleep100 c=8'],
    of16: gunicorn.results['gthread w=2 t=4 | sleep100 c=16'],
  }

  it('some of 8 requests wait though 8 threads are there', () => {
    expect(measured.of8.p99).toBeGreaterThan(1.9 * measured.of8.p50)
    for (const { of8 } of runs) {
      expect(percentile(of8.latenciesMs, 0.5)).toBe(100)
      expect(percentile(of8.latenciesMs, 0.99)).toBeGreaterThanOrEqual(200)
    }
  })

  it('gives away throughput: the measured one lies among those of 300 seeds, all short of 80 on average', () => {
    for (const load of ['of8', 'of16'] as const) {
      const perSecond = runs.map(run => run[load].perSecond).sort((a, b) => a - b)
      expect(perSecond[0]).toBeLessThan(1.01 * measured[load].rps)
      expect(perSecond.at(-1)).toBeGreaterThan(measured[load].rps)
      expect(perSecond.reduce((sum, rate) => sum + rate, 0) / runs.length).toBeLessThan(76)
    }
  })

  it('has a tail far beyond the shared queue of uWSGI under the same load', () => {
    expect(measured.of16.p99).toBeGreaterThan(1.9 * uwsgi.results['uwsgi p=2 t=4 sleep100 c=16'].p99)
    for (const { of16 } of runs) expect(percentile(of16.latenciesMs, 0.99)).toBeGreaterThanOrEqual(300)
  })
})

describe('a full backlog', () => {
  it('drops SYNs, which come again every second: 16 requests of 1 s through a backlog of 4 take 1, 2 ... 16 s', () => {
    const latenciesMs: number[] = []
    const spec = backendSpec({ backlog: 4, latency: { kind: 'constant', valueMs: 1000 } })
    const model = new BackendModel(spec, {
      lane: randomStream(1, 'lane'),
      bootMs: 0,
      done: (_job, _fate, queueMs, appMs) => latenciesMs.push(queueMs + appMs),
    })
    const admissions = Array.from({ length: 16 }, (_, job) => model.arrive(job, 0.5, 0.5, 0))
    expect(admissions.filter(admission => admission === 'overflow').length).toBe(10)
    expect([model.running, model.waiting, model.knocking]).toEqual([1, 5, 10])
    model.advance(60_000)
    const measured = behaviours.restart_backlog_signals.backlog4_w1_16x1s.latencies_sorted
    expect(latenciesMs.length).toBe(16)
    for (const [i, seconds] of measured.entries()) expect(latenciesMs[i]).toSatisfy(near(1000 * seconds))
  })
})

describe('a hang', () => {
  it('ends in EOF after the worker timeout, and the queue behind it waits so long: 3, 6, 9 s', () => {
    const ends: [string, number][] = []
    const failures = failureSpec({ hangShare: 1, hangMs: 3000 })
    const model = new BackendModel(backendSpec({ failures }), {
      lane: randomStream(1, 'lane'),
      bootMs: 0,
      done: (_job, fate, _queueMs, _appMs, endMs) => ends.push([fate, endMs]),
    })
    for (const job of [1, 2, 3]) model.arrive(job, 0.5, 0.5, 0)
    model.advance(60_000)
    for (const [i, [end, seconds]] of (
      behaviours.keepalive_timeout_idle.timeout_queue as [string, number][]
    ).entries()) {
      expect(end).toBe('EOF')
      expect(ends[i]![0]).toBe('close')
      expect(ends[i]![1]).toSatisfy(near(1000 * seconds))
    }
  })
})

/** What a vector's name says; undefined for what a queue of workers does not model (no limit on threads, greenlets). */
function cellOf(name: string) {
  const clients = Number(/ c=(\d+)$/.exec(name)?.[1])
  const w = Number(/ [wp]=(\d+)/.exec(name)?.[1] ?? 1)
  const t = Number(/ t=(\d+)/.exec(name)?.[1] ?? 1)
  if (Number.isNaN(clients) || /gevent|threaded/.test(name)) return undefined
  if (name.startsWith('uwsgi')) {
    // Its threads of all processes wait in one queue: so many workers of one thread. Measured for 2.5 s a cell.
    return { gthread: false, workers: w * t, threads: 1, clients, forMs: 2500 }
  }
  return { gthread: t > 1, workers: w, threads: t, clients, forMs: 3000 }
}

function near(measured: number, within = tolerance): (value: number) => boolean {
  return value => Math.abs(value / measured - 1) <= within
}
