import { getEventListeners } from 'node:events'
import { existsSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import type { SimulationJob } from '../../src/virtual/job.js'
import { SimulationPool } from '../../src/virtual/pool.js'
import { runJob } from '../../src/virtual/run-job.js'
import { temporaryFolder } from '../trace/temporary-traces.js'
import { plain } from '../virtual/plain-tally.js'
import { scenarioOf } from '../virtual/scenario.js'

const folder = temporaryFolder()
const { signal } = new AbortController()
const endless = job({ durationMs: 1e9 })

const pool = new SimulationPool(2)
afterAll(() => pool.close())

function job({ durationMs = 2000, ...change }: Partial<SimulationJob> & { durationMs?: number } = {}): SimulationJob {
  const scenario = scenarioOf({ run: { ...scenarioOf().run, durationMs } })
  return { scenario, strategy: 'lc', options: {}, seed: 1, ...change }
}

describe('the pool', () => {
  it('gives what this thread would give, whichever thread runs it', async () => {
    const jobs = [1, 2, 3, 4, 5].map(seed => job({ seed, records: true }))
    const results = await Promise.all(jobs.map(one => pool.run(one, { signal })))
    for (const [i, { tally, record }] of results.entries()) {
      const here = runJob(jobs[i]!)
      expect(plain(tally)).toEqual(plain(here.tally))
      expect(record).toEqual(here.record)
    }
  })

  it('tells how far a job is', async () => {
    const times: number[] = []
    const long = { ...job({ durationMs: 4_000_000 }), looked: true }
    await pool.run(long, { signal, onProgress: ({ atMs }) => times.push(atMs) })
    expect(times.length).toBeGreaterThanOrEqual(2)
    expect(Math.max(...times)).toBeLessThanOrEqual(4_000_000)
  })

  it('stops at once when asked to, jobs that wait as well, and goes on with others', async () => {
    const stop = new AbortController()
    const reason = new Error('enough')
    const stopped = [1, 2, 3, 4].map(() => pool.run(endless, { signal: stop.signal }))
    const settled = Promise.allSettled(stopped)
    const after = pool.run(job(), { signal })
    stop.abort(reason)
    expect((await settled).map(outcome => outcome.status === 'rejected' && outcome.reason)).toEqual(
      Array(4).fill(reason),
    )
    expect((await after).tally.requests).toBeGreaterThan(0)
    await expect(pool.run(job(), { signal: stop.signal })).rejects.toBe(reason)
  })

  it('lets one go that waits and is told to stop, while others run on', async () => {
    const [stop, end] = [new AbortController(), new AbortController()]
    const narrow = new SimulationPool(1)
    const running = narrow.run(endless, { signal: end.signal })
    const [waiting, next] = [narrow.run(job(), { signal: stop.signal }), narrow.run(job(), { signal })]
    stop.abort(new Error('not this one'))
    await expect(waiting).rejects.toBe(stop.signal.reason)
    end.abort(new Error('enough'))
    await expect(running).rejects.toBe(end.signal.reason)
    expect((await next).tally.requests).toBeGreaterThan(0)
    await narrow.close()
  })

  it('listens to a signal no longer than it has to, and for many jobs without a warning', async () => {
    const stop = new AbortController()
    const narrow = new SimulationPool(1)
    const warnings: Error[] = []
    const note = (warning: Error): unknown => warnings.push(warning)
    process.on('warning', note)
    const jobs = Array.from({ length: 12 }, (_, seed) => narrow.run(job({ seed }), { signal: stop.signal }))
    // The first one is posted a turn later.
    await Promise.resolve()
    expect(getEventListeners(stop.signal, 'abort').length).toBe(12)
    await Promise.all(jobs)
    process.off('warning', note)
    expect(getEventListeners(stop.signal, 'abort')).toEqual([])
    expect(warnings).toEqual([])
    await narrow.close()
  })

  it('rejects with what went wrong in the thread, and goes on', async () => {
    await expect(pool.run(job({ strategy: 'nobody' }), { signal })).rejects.toThrow('unknown strategy "nobody"')
    const trace = { path: `${folder}/none/x.trace`, label: { candidate: 'lc', round: 0 } }
    await expect(pool.run(job({ trace }), { signal })).rejects.toMatchObject({ code: 'OUTPUT', exitStatus: 3 })
    expect((await pool.run(job(), { signal })).tally.requests).toBeGreaterThan(0)
  })

  it('writes traces', async () => {
    const trace = { path: `${folder}/x.trace`, label: { candidate: 'lc', round: 0 } }
    await pool.run(job({ trace }), { signal })
    expect(existsSync(trace.path)).toBe(true)
  })

  it('rejects what runs and what waits when it is closed', async () => {
    const closing = new SimulationPool(1)
    const settled = Promise.allSettled([1, 2, 3].map(() => closing.run(endless, { signal })))
    // The first job is posted once its thread is taken, a turn later.
    await Promise.resolve()
    await closing.close()
    expect((await settled).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  })
})
