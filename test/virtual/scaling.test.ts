import { describe, expect, it } from 'vitest'
import { scalingMetrics } from '../../src/autoscale/scaling-metrics.js'
import type { Scenario } from '../../src/scenario/scenario.js'
import { toScenario } from '../../src/scenario/to-scenario.js'
import { simulateTrial } from '../../src/virtual/simulate.js'

/** A load that trebles for a while; backends of one worker bear 50 requests a second each. */
function scenarioOf(scaling: object | undefined, more: object = {}): Scenario {
  const document = {
    backends: { count: 4, latency: { exponential: { mean: '20ms' } } },
    traffic: { rate: 100, timeout: '20s' },
    objective: '300ms',
    balancer: { health: 'none' },
    run: { duration: '60s', warmup: '2s' },
    faults: [{ from: '20s', to: '35s', surge: '3x' }],
    ...(scaling && { scaling: { target: '60%', min: 2, max: 16, boot: '500ms', speed: '15x', ...scaling } }),
    ...more,
  }
  const outcome = toScenario(document, { name: 'x', read: () => '' })
  if ('problems' in outcome) throw new Error(outcome.problems.map(({ message }) => message).join('\n'))
  return outcome.scenario
}

const trialOf = (scenario: Scenario, strategy = 'rr') => simulateTrial({ scenario, strategy, options: {}, seed: 3 })

describe('an autoscaler in virtual time', () => {
  it('is no part of a trial without one', () => {
    expect(trialOf(scenarioOf(undefined)).scaling).toBeUndefined()
  })

  it.each(['rr', 'lc', 'p2c'])('changes nothing where it may change nothing: %s', strategy => {
    const fixed = trialOf(scenarioOf(undefined, { faults: [] }), strategy)
    const scaled = trialOf(scenarioOf({ min: 4, max: 4 }, { faults: [] }), strategy)
    expect(scaled.tally).toEqual(fixed.tally)
    expect(scaled.scaling!.counts).toEqual([{ atMs: -2000, desired: 4, paid: 4, serving: 4 }])
  })

  it.each(['hpa', 'target-tracking', 'step', 'predictive'])('loses no request on the way: %s', policy => {
    const { tally, scaling } = trialOf(scenarioOf({ policy }))
    const counts = scaling!.counts.map(({ desired }) => desired)
    expect(Math.max(...counts)).toBeGreaterThan(Math.min(...counts))
    expect(tally.byStatus[200]).toBe(tally.requests)
    expect(scaling!.requests.reduce((sum, count) => sum + count, 0)).toBe(tally.requests)
  })

  it('follows a surge, and goes back', () => {
    const { scaling } = trialOf(scenarioOf({ policy: 'hpa' }), 'lc')
    const at = (ms: number): number => scaling!.counts.findLast(({ atMs }) => atMs <= ms)!.serving
    // 100/s at 60 % of 50/s need 4 backends, 300/s need 10.
    expect(at(19_000)).toBeLessThanOrEqual(7)
    expect(at(34_000)).toBeGreaterThanOrEqual(9)
    expect(at(59_999)).toBeLessThanOrEqual(7)
    expect(scaling!.need).toHaveLength(1000)
    expect(new Set(scaling!.need)).toEqual(new Set([4, 10]))
  })

  it('has newcomers join when they have booted', () => {
    const schedule = [{ at: '10s', count: 7 }]
    const scaling = { policy: 'predictive', schedule, boot: '3s', lead: '3s', every: '15s', start: 5 }
    const { counts } = trialOf(scenarioOf(scaling)).scaling!
    // Every second from -2 s on: at 6 s it sees what will be at 10 s, before it is asked again.
    expect(counts).toEqual([
      { atMs: -2000, desired: 5, paid: 5, serving: 5 },
      { atMs: 6000, desired: 7, paid: 7, serving: 5 },
      { atMs: 9000, desired: 7, paid: 7, serving: 7 },
    ])
  })

  it('floods newcomers by least connections where others have queues, and not by turns', () => {
    const schedule = [{ at: '21s', count: 16 }]
    const scaling = { policy: 'predictive', schedule, lead: '0s', boot: '0s', start: 4 }
    const loads = ['rr', 'lc'].map(strategy => {
      const scenario = scenarioOf(scaling, { faults: [{ from: '10s', to: '40s', surge: '3x' }] })
      return scalingMetrics(trialOf(scenario, strategy).scaling!, 60_000).newcomerLoad!
    })
    expect(loads[0]).toBeCloseTo(1, 1)
    expect(loads[1]).toBeGreaterThan(1.1)
  })

  it('says the same twice', () => {
    const scenario = scenarioOf({ policy: 'hpa' })
    expect(trialOf(scenario, 'p2c')).toEqual(trialOf(scenario, 'p2c'))
  })

  it('scales the ideal, too', () => {
    const { tally, scaling } = trialOf(scenarioOf({ policy: 'hpa' }), 'ideal')
    expect(tally.byStatus[200]).toBe(tally.requests)
    expect(Math.max(...scaling!.counts.map(({ serving }) => serving))).toBeGreaterThanOrEqual(9)
    expect(scaling!.counts.at(-1)!.serving).toBeLessThanOrEqual(7)
  })

  it.each([
    ['inFlight', 1.5],
    ['rate', '30/s'],
    ['p99', '150ms'],
  ])('sees %s', (metric, target) => {
    const { counts } = trialOf(scenarioOf({ policy: 'hpa', metric, target }), 'lc').scaling!
    const most = Math.max(...counts.map(({ serving }) => serving))
    expect(most).toBeGreaterThan(6)
    expect(counts.at(-1)!.serving).toBeLessThan(most)
  })

  it('scales thousands of backends', () => {
    const scenario = scenarioOf(
      { policy: 'hpa', max: 5000, min: 10 },
      { backends: { count: 500, latency: '200ms' }, traffic: { rate: 5000 }, run: { duration: '20s' }, faults: [] },
    )
    const { scaling, tally } = trialOf(scenario)
    expect(scaling!.counts.at(-1)!.serving).toBeGreaterThan(1500)
    expect(tally.requests).toBeGreaterThan(90_000)
  })
})
