import { describe, expect, it, test } from 'vitest'
import { settledLoad, stabilityOf } from '../../src/sweep/stability.js'
import { lasting } from '../../src/sweep/trial-length.js'
import { mm1, scenarioOf, simulated } from './simulated.js'

const found = (scenario: Parameters<typeof simulated>[0], strategy = 'rr', rounds = 3) =>
  stabilityOf(scenario, simulated(scenario, strategy, rounds))

describe('M/M/1, whose stability is known', () => {
  // Load, and what 100,000 requests a round can tell of it.
  test.each([
    [0.5, 'stable'],
    [0.9, 'stable'],
    [0.95, 'stable'],
    [0.98, 'stable'],
    [0.99, 'unsettled'],
    [0.999, 'unsettled'],
    [1, 'unstable'],
    [1.01, 'unstable'],
    [1.25, 'unstable'],
  ] as const)('at a load of %d it is %s', (load, stability) => {
    const scenario = lasting(mm1(load), 100_000)
    expect(found(scenario, 'rr', 2).stability).toBe(stability)
  })

  it('a longer run settles at a higher load', () => {
    expect(found(lasting(mm1(0.99), 400_000), 'rr', 1).stability).toBe('stable')
    expect(settledLoad(100_000)).toBeCloseTo(0.9859, 4)
  })

  it('knows the load itself to the last digit, as one backend gets it all', () => {
    expect(found(lasting(mm1(0.95), 20_000)).busiest).toEqual({
      backend: 'b1',
      load: expect.closeTo(0.95, 9),
      reach: 0,
    })
  })
})

/** As the shipped `uneven`: the fleet is half idle, the slow backend gets 125 % of what it can serve from rr. */
const uneven = (timeout: string) =>
  scenarioOf({
    backends: [
      { count: 3, name: 'fast', workers: 4, latency: { exponential: { mean: '12ms' } } },
      { name: 'slow', workers: 4, latency: { exponential: { mean: '36ms' } } },
    ],
    traffic: { load: '50%', clients: 1000, timeout },
    balancer: { readTimeout: '1000s' },
  })

describe('an uneven fleet at half of its load', () => {
  // Short time-outs end every wait, so that latency shows no growth at all.
  it.each(['1000s', '200ms', '2s'])(
    'with clients who wait for %s: rr is unstable, and by how much; lc is not',
    timeout => {
      const scenario = lasting(uneven(timeout), 25_000)
      const rr = found(scenario)
      expect(rr.stability).toBe('unstable')
      expect(rr.busiest!.backend).toBe('slow')
      expect(rr.busiest!.load).toBeCloseTo(1.25, 3)
      expect(found(scenario, 'lc').stability).toBe('stable')
      expect(found(scenario, 'p2c').stability).toBe('stable')
      expect(found(scenario, 'ideal').stability).toBe('stable')
    },
  )
})

it('time-outs alone make nothing unstable', () => {
  // At 95 % the mean wait is 200 ms: a third of the clients give up, and the queue is as stable as ever.
  const scenario = lasting(mm1(0.95, { timeout: '200ms' }), 40_000)
  const trials = simulated(scenario)
  expect(trials[0]!.tally!.byStatus[1]! / trials[0]!.tally!.requests).toBeGreaterThan(0.2)
  expect(stabilityOf(scenario, trials).stability).toBe('stable')
})

it('the ideal is unstable above 100 %, though its clients give up before any backend has seen them', () => {
  const scenario = lasting(mm1(1.05, { count: 4, timeout: '300ms' }), 40_000)
  expect(found(scenario, 'ideal').stability).toBe('unstable')
  expect(found(lasting(mm1(0.95, { count: 4, timeout: '300ms' }), 40_000), 'ideal').stability).toBe('stable')
})

it('chance in the shares of a large fleet is not taken for a load', () => {
  // 1,000 backends, 180 requests each: the unluckiest of them gets some 20 % more, which is luck and no load of 106 %.
  const scenario = lasting(mm1(0.85, { count: 1000 }), 60_000)
  const { busiest, stability } = found(scenario, 'random')
  expect(busiest!.load + busiest!.reach).toBeGreaterThan(1)
  expect(stability).toBe('stable')
})

it('a popular client overloads the backend it is tied to', () => {
  const scenario = lasting(
    scenarioOf({
      backends: { count: 4, workers: 1, latency: { exponential: { mean: '10ms' } } },
      traffic: { load: '70%', clients: { count: 50, zipf: 1.2 }, timeout: '2s' },
    }),
    60_000,
  )
  expect(found(scenario, 'iphash').stability).toBe('unstable')
  expect(found(scenario, 'rr').stability).toBe('stable')
})

it('a closed loop cannot grow', () => {
  const scenario = lasting(
    scenarioOf({ backends: { count: 2, latency: '10ms' }, traffic: { connections: 50 } }),
    20_000,
  )
  expect(found(scenario)).toEqual({ stability: 'stable', busiest: undefined })
})

it('a fault may change latencies, and overload all the same', () => {
  const scenario = (load: string) =>
    scenarioOf({
      backends: { count: 4, latency: '10ms', faults: [{ from: '4s', to: '10s', slow: '1.3x' }] },
      traffic: { load },
      run: { duration: '10s' },
    })
  expect(found(scenario('60%')).stability).toBe('stable')
  expect(found(scenario('110%')).stability).toBe('unstable')
})

it('what grows for another reason is unsettled, where the rounds agree on it', () => {
  const scenario = lasting(mm1(0.5), 5000)
  const grown = (rounds: number, factor: number) =>
    simulated(scenario, 'rr', rounds).map(trial => {
      const { sliceSumMs } = trial.tally!
      return { ...trial, tally: { ...trial.tally!, sliceSumMs: sliceSumMs.map((sum, i) => sum * (1 + factor * i)) } }
    })
  expect(stabilityOf(scenario, grown(3, 0)).stability).toBe('stable')
  expect(stabilityOf(scenario, grown(3, 0.3)).stability).toBe('unsettled')
  // Slices of one round wait in the same queue: they prove nothing.
  expect(stabilityOf(scenario, grown(1, 0.3)).stability).toBe('stable')
})
