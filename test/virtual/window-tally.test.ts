import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Tally } from '../../src/bench/tally.js'
import type { Trial } from '../../src/bench/trial.js'
import { joinedWindows } from '../../src/results/joined-windows.js'
import { RecordKeeper } from '../../src/virtual/record-keeper.js'
import { simulate } from '../../src/virtual/simulate.js'
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
      expect(summed.sent).toEqual(told.sent)
      for (const [i, mean] of told.inFlight.entries()) expect(summed.inFlight[i]).toBeCloseTo(mean, 6)
      for (const window of told.requests.keys()) {
        const exact = told.p99Ms[window]!
        if (Number.isNaN(exact)) expect(summed.p99Ms[window]).toBeNaN()
        else expect(Math.abs(summed.p99Ms[window]! - exact) / exact).toBeLessThanOrEqual(1 / 64)
      }
    }),
    { seed: 20261129, numRuns: 40 },
  )
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
