import { describe, expect, it } from 'vitest'
import type { TrialRecord } from '../../src/bench/trial.js'
import type { Distribution } from '../../src/model/distribution.js'
import { drawWorkload } from '../../src/model/workload.js'
import type { Scenario } from '../../src/scenario/scenario.js'
import { runJob } from '../../src/virtual/run-job.js'
import { backendSpec, traffic } from '../model/specs.js'
import { scenarioOf } from './scenario.js'

function closed(connections: number, think: Distribution, change: Partial<Scenario> = {}): Scenario {
  return scenarioOf({ traffic: traffic({ load: { kind: 'closed', connections, think } }), ...change })
}

function recordOf(scenario: Scenario): TrialRecord {
  return runJob({ scenario, strategy: 'lc', options: {}, seed: 5, records: true }).record!
}

const noPause: Distribution = { kind: 'constant', valueMs: 0 }

describe('a closed loop', () => {
  it('has each user ask again as soon as the answer is there, where nobody thinks', () => {
    const { size, dueMs, doneMs } = recordOf(closed(5, noPause))
    expect([...dueMs.slice(0, 5)]).toEqual([-200, -200, -200, -200, -200])
    const ends = [...doneMs].sort((a, b) => a - b)
    expect([...dueMs.slice(5)]).toEqual(ends.slice(0, size - 5))
  })

  it('takes pauses in the order in which they are begun', () => {
    const scenario = closed(3, { kind: 'exponential', meanMs: 40 })
    const { warmupMs, durationMs } = scenario.run
    const { thinkMs } = drawWorkload({ traffic: scenario.traffic, warmupMs, durationMs, seed: 5 })
    const { dueMs, doneMs } = recordOf(scenario)
    const begun = [-200, -200, -200, ...[...doneMs].sort((a, b) => a - b)]
    const woken = begun.map((ms, i) => ms + thinkMs[i]!).filter(ms => ms < durationMs)
    expect([...dueMs]).toEqual(woken.sort((a, b) => a - b))
  })

  it('asks nobody once the time is over, and waits for all answers', () => {
    const { dueMs, doneMs } = recordOf(closed(20, noPause))
    expect(Math.max(...dueMs)).toBeLessThan(2000)
    expect(Math.max(...doneMs)).toBeGreaterThan(2000)
  })

  it('lets the clock go on where answers take no time', () => {
    const backends = [backendSpec({ faults: [{ atMs: -1000, kind: 'crash' }] })]
    const { size, status, dueMs } = recordOf(closed(1, noPause, { backends }))
    expect(new Set(status)).toEqual(new Set([502]))
    expect(size).toBe(2200)
    expect(dueMs[1]! - dueMs[0]!).toBe(1)
  })

  it('goes on until the time is over, however fast the users are answered', () => {
    const backends = [backendSpec({ workers: 1000, latency: { kind: 'constant', valueMs: 0.5 } })]
    const run = { ...scenarioOf().run, durationMs: 100, warmupMs: 0 }
    // Far more than the 20,000 a second that are drawn for a live closed loop: 100 users, each twice a millisecond.
    expect(recordOf(closed(100, noPause, { backends, run })).size).toBe(100 * 2 * 100)
  })
})
