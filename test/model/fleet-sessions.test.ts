import { describe, expect, it } from 'vitest'
import type { BackendSpec } from '../../src/model/backend-spec.js'
import { FleetModel, fates } from '../../src/model/fleet-model.js'
import type { FleetWorld } from '../../src/model/fleet-world.js'
import { fate } from '../../src/model/job-table.js'
import { randomStream } from '../../src/model/random.js'
import { sessionAsks, sessionEnds } from '../../src/model/sessions.js'
import { backendSpec, failureSpec } from './specs.js'

interface Ended {
  readonly job: number
  readonly fate: number
  readonly endMs: number
}

/** One backend of one worker that takes 100 ms; the store takes what `storeMs` says, and tells of each job what `end` says. */
function fleetOf(
  change: Partial<BackendSpec>,
  storeMs: number,
  end: number,
  more: Partial<FleetWorld> = {},
): { readonly fleet: FleetModel; readonly ended: Ended[]; readonly asked: number[] } {
  const ended: Ended[] = []
  const asked: number[] = []
  const fleet = new FleetModel([backendSpec(change)], {
    lane: () => randomStream(1, 'lane'),
    bootMs: 0,
    done: (job, endMs) => ended.push({ job, fate: fleet.jobs.integers[16 * job + fate]!, endMs }),
    session: job => {
      asked.push(fleet.jobs.session[job]!)
      fleet.jobs.session[job] = end
      return storeMs
    },
    ...more,
  })
  return { fleet, ended, asked }
}

function arrive(fleet: FleetModel, job: number, ask: number, nowMs: number, failure = 0.5): void {
  fleet.asks(job, ask)
  fleet.arrive(0, job, 0.5, failure, nowMs)
}

describe('a fleet with sessions', () => {
  it('asks the store when a worker takes the request up, and serves it after that', () => {
    const { fleet, ended, asked } = fleetOf({}, 3, sessionEnds.kept)
    arrive(fleet, 0, sessionAsks.need, 0)
    arrive(fleet, 1, sessionAsks.login, 0)
    expect(asked).toEqual([sessionAsks.need])
    fleet.advance(1000)
    expect(asked).toEqual([sessionAsks.need, sessionAsks.login])
    expect(ended).toEqual([
      { job: 0, fate: fates.answer, endMs: 103 },
      { job: 1, fate: fates.answer, endMs: 206 },
    ])
  })

  it.each([
    [sessionEnds.lost, fates.lost],
    [sessionEnds.failed, fates.storeFailed],
  ])('does no more for a request whose session is not known (%d)', (end, how) => {
    const { fleet, ended } = fleetOf({}, 3, end)
    arrive(fleet, 0, sessionAsks.need, 0)
    fleet.advance(1000)
    expect(ended).toEqual([{ job: 0, fate: how, endMs: 3 }])
  })

  it('holds the worker while the store has not answered, and counts from the start', () => {
    const { fleet, ended } = fleetOf({}, Infinity, sessionEnds.kept)
    arrive(fleet, 0, sessionAsks.need, 10)
    arrive(fleet, 1, 0, 10)
    fleet.advance(500)
    expect([ended, fleet.waiting(0), fleet.running]).toEqual([[], 1, 1])
    // The answer took 4 ms; that it is heard late is the machine's doing, and the service was over by then.
    fleet.stored(0, 4, 500)
    expect(ended).toEqual([{ job: 0, fate: fates.answer, endMs: 500 }])
    fleet.advance(1000)
    expect(ended[1]).toEqual({ job: 1, fate: fates.answer, endMs: 600 })
  })

  it('ends a request at its start, the store, and its service', () => {
    const { fleet, ended } = fleetOf({}, Infinity, sessionEnds.kept)
    arrive(fleet, 0, sessionAsks.need, 10)
    fleet.advance(14)
    fleet.stored(0, 4, 14)
    fleet.advance(1000)
    expect(ended).toEqual([{ job: 0, fate: fates.answer, endMs: 114 }])
  })

  it('asks nothing for a request that is about no session, or fails by chance', () => {
    const { fleet, ended, asked } = fleetOf({ failures: failureSpec({ errorShare: 0.1 }) }, 3, sessionEnds.kept)
    arrive(fleet, 0, 0, 0)
    arrive(fleet, 1, sessionAsks.login, 0, 0.05)
    fleet.advance(1000)
    expect(asked).toEqual([])
    expect(ended.map(({ fate }) => fate)).toEqual([fates.answer, fates.error])
    expect(fleet.jobs.session[1]).toBe(sessionEnds.none)
  })

  it('forgets those whose store has not answered when the backend dies', () => {
    const lost: number[] = []
    const { fleet } = fleetOf({ faults: [{ atMs: 50, kind: 'crash' }] }, Infinity, sessionEnds.kept, {
      crashed: (_, jobs) => lost.push(...jobs),
    })
    arrive(fleet, 0, sessionAsks.need, 0)
    fleet.advance(60)
    expect([lost, fleet.running]).toEqual([[0], 0])
  })

  it('burns CPU after the store only', () => {
    const burnt: number[] = []
    const { fleet, ended } = fleetOf({ cpuShare: 1 }, 3, sessionEnds.kept, { burn: (_, cpuMs) => burnt.push(cpuMs) })
    arrive(fleet, 0, sessionAsks.need, 0)
    expect(burnt).toEqual([100])
    fleet.finish(0, 101)
    fleet.advance(1000)
    expect(ended).toEqual([{ job: 0, fate: fates.answer, endMs: 103 }])
  })
})
