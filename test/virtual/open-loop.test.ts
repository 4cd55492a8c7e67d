import { expect, it } from 'vitest'
import { drawWorkload } from '../../src/model/workload.js'
import { runJob } from '../../src/virtual/run-job.js'
import { simulate } from '../../src/virtual/simulate.js'
import { openLoop, traffic } from '../model/specs.js'
import { scenarioOf } from './scenario.js'

it('begins each request when the workload says it is due, and tells of it now and then', () => {
  const scenario = scenarioOf({ traffic: traffic({ load: openLoop(3000), timeoutMs: 100 }) })
  const { warmupMs, durationMs } = scenario.run
  const { dueMs, client } = drawWorkload({ traffic: scenario.traffic, warmupMs, durationMs, seed: 3 })
  const { record } = runJob({ scenario, strategy: 'rr', options: {}, seed: 3, records: true })
  expect(record!.dueMs).toEqual(dueMs)
  expect(record!.client).toEqual(client)
  const told: [number, number][] = []
  const pace = { reached: (nowMs: number, rows: number) => told.push([nowMs, rows]) }
  simulate({ scenario, strategy: 'rr', options: {}, seed: 3, pace })
  expect(told.length).toBeGreaterThan(5)
  for (const [nowMs, rows] of told) expect(nowMs).toBe(dueMs[rows])
})

it('stops where the pace says so', () => {
  const reached = (): void => {
    throw new Error('enough')
  }
  expect(() => simulate({ scenario: scenarioOf(), strategy: 'rr', options: {}, seed: 3, pace: { reached } })).toThrow(
    'enough',
  )
})

it('has nothing to do where nobody comes', () => {
  const load = { ...openLoop(1), arrivals: { kind: 'trace' as const, timesMs: [5000] } }
  const { tally } = runJob({
    scenario: scenarioOf({ traffic: traffic({ load }) }),
    strategy: 'rr',
    options: {},
    seed: 3,
  })
  expect(tally.requests).toBe(0)
  expect(tally.latency.count).toBe(0)
})
