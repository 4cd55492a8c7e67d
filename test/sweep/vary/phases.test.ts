import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { trialHead } from '../../../src/bench/engine.js'
import type { Trial } from '../../../src/bench/trial.js'
import { derivedSeed } from '../../../src/model/random.js'
import type { Scenario } from '../../../src/scenario/scenario.js'
import { findStrategy } from '../../../src/strategies/index.js'
import { parseOptions } from '../../../src/strategies/options.js'
import { varyPoint } from '../../../src/sweep/vary/collate-vary.js'
import { estimateOf } from '../../../src/sweep/vary/measured.js'
import { commonBeatMs, startedEarlier } from '../../../src/sweep/vary/phases.js'
import { runJob } from '../../../src/virtual/run-job.js'
import { capacity } from '../../report/sweep/fixture.js'
import { scenarioOf } from '../simulated.js'

/** One of four backends dies, is refused or frozen, and stays so long enough for five checks. */
function crashed(interval: number, fall: number, what: 'crash' | 'freeze' = 'crash'): Scenario {
  return scenarioOf({
    backends: { count: 4, workers: 4, latency: '5ms' },
    traffic: { rate: '200/s', clients: 1000, timeout: '2s' },
    balancer: {
      retries: 'none',
      health: { like: 'none', active: { interval: `${interval}ms`, timeout: '200ms', fall } },
    },
    faults: [{ name: 'sick', backends: 'b4', from: '3s', to: `${3000 + 6 * interval * fall}ms`, do: what }],
    run: { duration: `${4000 + 6 * interval * fall}ms`, warmup: '1s' },
  })
}

const candidate = { id: 'rr', engine: 'virtual', strategy: 'rr', options: parseOptions(findStrategy('rr'), '') }

function trialOf(scenario: Scenario, round: number): Trial {
  const seed = derivedSeed(1, `round ${round}`)
  const { tally, record, sight } = runJob({ scenario, strategy: 'rr', options: candidate.options, seed, records: true })
  const plan = { role: 'candidate' as const, scenario, candidate, round, position: 0, attempt: 1, seed }
  const workload = () => {
    throw new Error('it ran already')
  }
  return { ...trialHead({ ...plan, workload }), record, tally, health: undefined, ...(sight && { sight }) }
}

function detected(scenario: Scenario, rounds: number, beatMs = commonBeatMs([scenario])) {
  const trials = Array.from({ length: rounds }, (_, round) => trialOf(startedEarlier(scenario, round, beatMs), round))
  const { environment } = capacity
  const point = varyPoint({ values: [], scenario, candidate, trials, environment })
  return { point, detection: estimateOf(point, { incident: 'sick', metric: 'detectionMs' })! }
}

const window = 100

describe('detection by active checks, as theory has it', () => {
  /**
   * The first check that fails begins at a moment uniform in [0, interval), and each that follows an interval after the one before has
   * ended: a refused one ends at once, a frozen one with its timeout. Detection is told by windows of 100 ms, and a tenth of a second's share
   * may still come: up to a window more or less.
   */
  test.each([
    [500, 1, 'crash'],
    [500, 3, 'crash'],
    [1000, 2, 'crash'],
    [1000, 2, 'freeze'],
    [500, 3, 'freeze'],
    [2000, 1, 'freeze'],
  ] as const)('interval %i ms, fall %i, %s', (interval, fall, what) => {
    const { detection } = detected(crashed(interval, fall, what), 16)
    const expected = interval / 2 + (fall - 1) * interval + (what === 'freeze' ? fall * 200 : 0)
    expect(detection.n).toBe(16)
    expect(detection.low).toBeLessThan(expected + window)
    expect(detection.high).toBeGreaterThan(expected - window)
    // Even phases: the mean is nearer than chance would have it.
    expect(Math.abs(detection.value - expected)).toBeLessThan(window + 0.06 * interval)
  })

  it('would be one draw, were all rounds to start alike', () => {
    const { detection } = detected(crashed(1000, 1), 6, 0)
    expect(detection.high! - detection.low!).toBeLessThan(100)
  })
})

describe('the beat', () => {
  const of = (...intervals: number[]) => commonBeatMs(intervals.map(interval => crashed(interval, 1)))

  test.each([
    [[1000], 1000],
    [[1000, 2000, 5000], 10_000],
    [[1500, 2000], 6000],
    [[7000, 11_000, 13_000], 60_000],
  ])('of %j is %i ms', (intervals, beat) => {
    expect(of(...intervals)).toBe(beat)
  })

  it('is none without checks', () => {
    const scenario = crashed(1000, 1)
    const { balancer } = scenario
    const health = { ...balancer.health, active: undefined, outlier: undefined }
    expect(commonBeatMs([{ ...scenario, balancer: { ...balancer, health } }])).toBe(0)
  })

  it('is filled evenly by any number of rounds, and so is every interval that it is a multiple of', () => {
    const scenario = crashed(1000, 1)
    fc.assert(
      fc.property(fc.integer({ min: 8, max: 200 }), fc.integer({ min: 1, max: 10 }), (rounds, parts) => {
        const interval = 10_000 / parts
        const phases = Array.from({ length: rounds }, (_, round) => {
          const earlier = startedEarlier(scenario, round, 10_000).run.warmupMs - scenario.run.warmupMs
          expect(earlier).toBeGreaterThanOrEqual(0)
          expect(earlier).toBeLessThanOrEqual(10_000)
          return (earlier % interval) / interval
        })
        const mean = phases.reduce((sum, phase) => sum + phase, 0) / rounds
        // Independent draws would be off by 0.29 / sqrt(n) on average.
        expect(Math.abs(mean - 0.5)).toBeLessThan(0.6 / Math.sqrt(rounds))
      }),
    )
  })
})
