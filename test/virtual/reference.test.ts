import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TrialRecord } from '../../src/bench/trial.js'
import { type BalancerStats, noStats } from '../../src/model/balancer-stats.js'
import type { Scenario } from '../../src/scenario/scenario.js'
import { findStrategy, strategies } from '../../src/strategies/index.js'
import { parseOptions } from '../../src/strategies/options.js'
import type { SimulationResult } from '../../src/virtual/job.js'
import { runJob } from '../../src/virtual/run-job.js'
import { anyScenarioAround } from './around-arbitrary.js'
import { type ReferenceResult, type ReferenceRow, referenceTrial } from './reference-trial.js'
import { anyScenario } from './scenario-arbitrary.js'

/** Scenarios a strategy. Each has its own, so that the engine meets forty times as many. */
const numRuns = Number(process.env.RUNS ?? 6)

/**
 * The whole engine against a second telling of the same story (`reference-trial.ts`), request by request and bit by bit, on
 * scenarios that have everything at once.
 */
describe('the engine and its plain twin', () => {
  for (const [k, strategy] of strategies.entries()) {
    it(`agree on every request under ${strategy.name}`, () => {
      const options = parseOptions(strategy, '')
      fc.assert(
        fc.property(anyScenario, fc.nat(), (scenario, seed) => {
          const trial = { scenario, strategy: strategy.name, options, seed }
          expect(resultOf(runJob({ ...trial, records: true }))).toEqual(referenceTrial(trial))
        }),
        { seed: 20261123 + k, numRuns },
      )
    })
  }

  it('agree on every request under ideal', () => {
    fc.assert(
      fc.property(anyScenario.map(withDistinctMeans), fc.nat(), (scenario, seed) => {
        const trial = { scenario, strategy: 'ideal', options: {}, seed }
        expect(resultOf(runJob({ ...trial, records: true }))).toEqual(referenceTrial(trial))
      }),
      { seed: 20261123, numRuns },
    )
  })
})

const counted = Object.keys(noStats()) as (keyof BalancerStats)[]

/** What a balancer does besides choosing, under strategies that differ in what they keep and what they ask for. */
describe('the engine and its plain twin, with all there is around a strategy,', () => {
  const seen = noStats()
  for (const name of ['rr', 'lc', 'ewma', 'chash', 'prequal', 'c3']) {
    it(`agree on every request and every count under ${name}`, () => {
      const options = parseOptions(findStrategy(name), '')
      fc.assert(
        fc.property(anyScenarioAround, fc.nat(), (scenario, seed) => {
          const trial = { scenario, strategy: name, options, seed }
          const result = resultOf(runJob({ ...trial, records: true }))
          expect(result).toEqual(referenceTrial(trial))
          for (const what of counted) seen[what] += result.balancer![what]
        }),
        { seed: 20261128, numRuns: Number(process.env.RUNS ?? 30) },
      )
    })
  }

  it('have seen all of it happen', () => {
    expect(counted.filter(what => seen[what] < 1).map(what => `${what}: ${seen[what]}`)).toEqual([])
  })
})

/** Which of equally fast idle workers serves is a matter of taste, so here none are. */
function withDistinctMeans(scenario: Scenario): Scenario {
  const latencies = [5, 8, 13, 21].map(meanMs => ({ kind: 'exponential', meanMs }) as const)
  return { ...scenario, backends: scenario.backends.map((spec, i) => ({ ...spec, latency: latencies[i]! })) }
}

function resultOf({ record, balancer }: SimulationResult): ReferenceResult {
  return { rows: rowsOf(record!), balancer }
}

function rowsOf(record: TrialRecord): ReferenceRow[] {
  return Array.from({ length: record.size }, (_, row) => ({
    row,
    dueMs: record.dueMs[row]!,
    doneMs: record.doneMs[row]!,
    status: record.status[row]!,
    backend: record.backend[row]!,
    client: record.client[row]!,
    queueMs: record.queueMs[row]!,
    appMs: record.appMs[row]!,
    tries: record.tries[row]!,
  }))
}
