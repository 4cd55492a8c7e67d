import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Tally } from '../../src/bench/tally.js'
import { errorKinds, type Trial } from '../../src/bench/trial.js'
import { joinedWindows } from '../../src/results/joined-windows.js'
import type { Scenario } from '../../src/scenario/scenario.js'
import { RecordKeeper } from '../../src/virtual/record-keeper.js'
import { simulate, simulateTrial } from '../../src/virtual/simulate.js'
import { backendSpec, openLoop, traffic } from '../model/specs.js'
import { scenarioOf } from './scenario.js'
import { anyScenario } from './scenario-arbitrary.js'

it('tells of time what a row a request tells', () => {
  fc.assert(
    fc.property(anyScenario, fc.constantFrom('rr', 'lc'), fc.nat(), (scenario, strategy, seed) => {
      const records = new RecordKeeper()
      const asked = { scenario, strategy, options: {}, seed, observers: [records], windows: true }
      const { tally, head } = { tally: simulate(asked), head: trialOf(scenario.backends, scenario.run.durationMs) }
      const summed = joinedWindows({ ...head, tally })!
      const told = joinedWindows({ ...head, record: records.record() })!
      expect(summed.windowMs).toBe(told.windowMs)
      expect(summed.count).toBe(told.count)
      expect(summed.requests).toEqual(told.requests)
      expect(new Map([...summed.errors].sort())).toEqual(new Map([...told.errors].sort()))
      // Where a request was that timed out, a row does not tell.
      const isTold = tally.byStatus[errorKinds.timeout] === 0
      for (const [i, sent] of told.sent.entries())
        if (isTold) expect(summed.sent[i]).toBe(sent)
        else expect(summed.sent[i]).toBeGreaterThanOrEqual(sent)
      for (const [i, mean] of told.inFlight.entries())
        if (isTold) expect(summed.inFlight[i]).toBeCloseTo(mean, 6)
        else expect(summed.inFlight[i]).toBeGreaterThan(mean - 1e-6)
      for (const window of told.requests.keys()) {
        const exact = told.p99Ms[window]!
        if (Number.isNaN(exact)) expect(summed.p99Ms[window]).toBeNaN()
        else expect(Math.abs(summed.p99Ms[window]! - exact) / exact).toBeLessThanOrEqual(1 / 64)
      }
    }),
    { seed: 20261129, numRuns: 40 },
  )
})

/** One backend that is asked for four times what it can do, and whose clients wait for two seconds. */
const flooded = scenarioOf({
  backends: [backendSpec({ name: 'b1', workers: 1, latency: { kind: 'constant', valueMs: 20 } })],
  traffic: traffic({ load: openLoop(200), timeoutMs: 2000 }),
  run: { durationMs: 10_000, warmupMs: 500, rounds: 1, seed: 1, isolation: 'shared', realtime: false },
})

it.each([
  ['summed up', undefined],
  ['by a balancer that is seen', [{ name: 'flood', kind: 'slow', fromMs: 0, toMs: 9000, backends: [0] }] as const],
])('counts those in flight who give up in the end, %s', (_, incidents) => {
  const records = new RecordKeeper()
  const scenario: Scenario = { ...flooded, ...(incidents && { incidents }) }
  const { tally, sight } = simulateTrial({
    ...{ scenario, strategy: 'rr', options: {}, seed: 1, windows: true },
    ...(incidents && { observers: [records] }),
  })
  const trial = { ...trialOf(scenario.backends, 10_000), tally, ...(sight && { sight, record: records.record() }) }
  const { inFlight, count } = joinedWindows(trial)!
  const late = [...inFlight.slice(Math.ceil(count / 2), count - 1)]
  // All who came within the last two seconds are there, but for those who were served meanwhile, who had waited for nearly two seconds.
  const mean = late.reduce((sum, one) => sum + one, 0) / late.length
  expect(mean).toBeGreaterThan(0.85 * 200 * 2)
  expect(mean).toBeLessThan(1.1 * 200 * 2)
})

it('is not there where nobody asked', () => {
  const [scenario] = fc.sample(anyScenario, { seed: 1, numRuns: 1 })
  const tally: Tally = simulate({ scenario: scenario!, strategy: 'rr', options: {}, seed: 1 })
  expect(tally.windows).toBeUndefined()
  expect(joinedWindows({ ...trialOf(scenario!.backends, 1000), tally })).toBeUndefined()
})

function trialOf(backends: readonly { readonly name: string }[], durationMs: number): Trial {
  return {
    ...{ role: 'candidate', candidate: 'x', round: 0, position: 0, attempt: 1, seed: 1, durationMs },
    backends: backends.map(({ name }) => name),
    weights: backends.map(() => 1),
    tally: undefined,
    record: undefined,
    health: undefined,
  }
}
