import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BackendSpec } from '../../src/model/backend-spec.js'
import { FleetModel, fates } from '../../src/model/fleet-model.js'
import { fate } from '../../src/model/job-table.js'
import { randomStream } from '../../src/model/random.js'
import { backendSpec, failureSpec } from './specs.js'

interface Done {
  readonly job: number
  readonly fate: string
  readonly endMs: number
  /** Waiting at its backend when it was answered. */
  readonly queued: number
}

function watched(specs: readonly Partial<BackendSpec>[], reports = false) {
  const done: Done[] = []
  const fleet: FleetModel = new FleetModel(
    specs.map(spec => backendSpec(spec)),
    {
      lane: () => randomStream(1, 'lane'),
      bootMs: 0,
      done: (job, endMs) => {
        const how = fleet.jobs.integers[16 * job + fate]
        const name = Object.entries(fates).find(([, number]) => number === how)![0]
        done.push({ job, fate: name, endMs, queued: fleet.waiting(0) })
      },
    },
    { reports },
  )
  return { fleet, done }
}

describe('a health check', () => {
  it('waits for a worker as any request, and takes no time itself', () => {
    const { fleet, done } = watched([{}])
    expect(fleet.check(0, 9, 0.5, 0)).toBe('started')
    fleet.arrive(0, 1, 0.5, 0.5, 1)
    expect(fleet.check(0, 8, 0.5, 2)).toBe('queued')
    fleet.arrive(0, 2, 0.5, 0.5, 3)
    fleet.advance(1000)
    expect(done).toEqual([
      { job: 9, fate: 'answer', endMs: 0, queued: 0 },
      { job: 1, fate: 'answer', endMs: 101, queued: 1 },
      { job: 8, fate: 'answer', endMs: 101, queued: 0 },
      { job: 2, fate: 'answer', endMs: 201, queued: 0 },
    ])
  })

  it('takes no time at a slow backend, nor where demands are times already', () => {
    const { fleet, done } = watched([
      { slowStart: { forMs: 1000, factor: 5 }, faults: [{ atMs: 1, kind: 'slow', factor: 7 }] },
      { faults: [{ atMs: 1, kind: 'slow', factor: 7 }] },
    ])
    fleet.prepare(Float64Array.of(0.5), 1)
    fleet.check(0, 1, 0.5, 2)
    fleet.check(1, 2, 0.5, 2)
    fleet.advance(2)
    expect(done.map(({ endMs }) => endMs)).toEqual([2, 2])
  })

  it.each([
    [0.05, 'error', 0],
    [0.15, 'reset', 0],
    [0.25, 'close', 0],
    [0.35, 'close', 700],
    [0.45, 'answer', 0],
  ] as const)('meets the failures of its backend: draw %d, %s', (draw, name, endMs) => {
    const failures = failureSpec({
      ...{ errorShare: 0.1, resetShare: 0.1, closeShare: 0.1, hangShare: 0.1, hangMs: 700 },
    })
    const { fleet, done } = watched([{ failures }])
    fleet.check(0, 1, draw, 0)
    fleet.advance(1000)
    expect(done).toEqual([{ job: 1, fate: name, endMs, queued: 0 }])
  })

  it('is not taken where the backend is down', () => {
    const { fleet } = watched([{ faults: [{ atMs: 5, kind: 'crash' }] }])
    expect(fleet.check(0, 1, 0.5, 5)).toBe('down')
  })

  it('leaves every request its time', () => {
    const latency = { kind: 'exponential', meanMs: 30 } as const
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0.01, max: 0.99, noNaN: true }), { maxLength: 30 }), demands => {
        const [plain, checked] = [watched([{ latency }]), watched([{ latency }])]
        checked.fleet.check(0, 1000, 0.5, 0)
        demands.forEach((demand, job) => {
          plain.fleet.arrive(0, job, demand, 0.5, 10 * job)
          checked.fleet.arrive(0, job, demand, 0.5, 10 * job)
          checked.fleet.check(0, 1001 + job, 0.5, 10 * job)
        })
        plain.fleet.advance(1e6)
        checked.fleet.advance(1e6)
        const times = ({ done }: typeof plain) =>
          done.filter(({ job }) => job < 1000).map(({ job, endMs }) => [job, endMs])
        expect(times(checked)).toEqual(times(plain))
      }),
      { seed: 1, numRuns: 100 },
    )
  })
})

describe('a load report', () => {
  it('tells who is there, and what a request takes in such company', () => {
    const { fleet } = watched([{ workers: 2 }], true)
    expect(fleet.report(0, 0)).toEqual({ failed: false, inFlight: 0, latencyMs: Number.NaN })
    for (const job of [1, 2, 3]) fleet.arrive(0, job, 0.5, 0.5, 0)
    fleet.check(0, 4, 0.5, 0)
    expect(fleet.report(0, 50)).toEqual({ failed: false, inFlight: 4, latencyMs: Number.NaN })
    expect(fleet.report(0, 100)).toEqual({ failed: false, inFlight: 1, latencyMs: 100 })
    expect(fleet.report(0, 200)).toEqual({ failed: false, inFlight: 0, latencyMs: 100 })
  })

  it('counts nobody who still knocks, and learns nothing of who got no answer', () => {
    const { fleet } = watched([{ backlog: 0, failures: failureSpec({ resetShare: 0.5 }) }], true)
    for (const job of [1, 2, 3]) fleet.arrive(0, job, 0.5, 0.1, 0)
    expect(fleet.report(0, 0)).toMatchObject({ inFlight: 2 })
    expect(fleet.withdraw(3, 1)).toBe(true)
    expect(fleet.report(0, 300)).toEqual({ failed: false, inFlight: 0, latencyMs: Number.NaN })
  })

  it('fails while the backend is down, and begins anew', () => {
    const faults = [
      { atMs: 150, kind: 'crash' as const },
      { atMs: 300, kind: 'recover' as const },
    ]
    const { fleet } = watched([{ faults }], true)
    for (const job of [1, 2, 3]) fleet.arrive(0, job, 0.5, 0.1, 0)
    expect(fleet.report(0, 149)).toEqual({ failed: false, inFlight: 2, latencyMs: 100 })
    expect(fleet.report(0, 150).failed).toBe(true)
    expect(fleet.report(0, 300)).toEqual({ failed: false, inFlight: 0, latencyMs: Number.NaN })
  })

  it('is not to be had where nobody keeps it', () => {
    expect(() => watched([{}]).fleet.report(0, 0)).toThrow('not kept')
  })
})
