import { describe, expect, it } from 'vitest'
import type { Scenario } from '../../src/scenario/scenario.js'
import { toScenario } from '../../src/scenario/to-scenario.js'

function outcomeOf(scaling: object, more: object = {}) {
  const document = {
    backends: { count: 2, latency: '20ms' },
    traffic: { rate: 100 },
    run: { duration: '10m' },
    scaling: { target: '60%', max: 10, ...scaling },
    ...more,
  }
  return toScenario(document, { name: 'x', read: () => '' })
}

function scalingOf(scaling: object, more?: object): NonNullable<Scenario['scaling']> {
  const outcome = outcomeOf(scaling, more)
  if ('problems' in outcome) throw new Error(outcome.problems.map(({ message }) => message).join('\n'))
  return outcome.scenario.scaling!
}

function problemsOf(scaling: object, more?: object): string[] {
  const outcome = outcomeOf(scaling, more)
  return 'problems' in outcome ? outcome.problems.map(({ path, message }) => `${path.join('.')}: ${message}`) : []
}

describe('scaling:', () => {
  it('makes a fleet as large as it may become, of which the count of backends runs at first', () => {
    const outcome = outcomeOf({})
    expect('scenario' in outcome && outcome.scenario.backends).toHaveLength(10)
    expect(scalingOf({})).toMatchObject({
      policy: 'hpa',
      metric: 'utilisation',
      target: 0.6,
      min: 1,
      max: 10,
      start: 2,
    })
  })

  it('is absent where nobody asks for it', () => {
    const outcome = toScenario({ backends: { latency: '1ms' }, traffic: { rate: 1 } }, { name: 'x', read: () => '' })
    expect('scenario' in outcome && outcome.scenario).not.toHaveProperty('scaling')
  })

  it.each([
    ['hpa', 15_000, 0],
    ['target-tracking', 60_000, 300_000],
    ['step', 60_000, 0],
    ['predictive', 60_000, 0],
  ])('has the pace of the original: %s', (policy, everyMs, warmUpMs) => {
    expect(scalingOf({ policy })).toMatchObject({ everyMs, warmUpMs })
  })

  it('makes all times of a policy shorter, and not those of the fleet', () => {
    const fast = scalingOf({ policy: 'hpa', speed: '100x', boot: '2s', warmUp: '10s', every: '20s' })
    expect(fast).toMatchObject({
      everyMs: 200,
      warmUpMs: 100,
      bootMs: 2000,
      hpa: { stabiliseMs: 3000, upPeriodMs: 150 },
      step: { cooldownMs: 3000 },
      predictive: { leadMs: 2000 },
    })
  })

  it('reads a target in the unit of its metric', () => {
    expect(scalingOf({ metric: 'rate', target: '30/s' }).target).toBe(30)
    expect(scalingOf({ metric: 'inFlight', target: 2.5 }).target).toBe(2.5)
    expect(scalingOf({ metric: 'p99', target: '80ms' }).target).toBe(80)
    expect(problemsOf({ metric: 'p99', target: '60%' })[0]).toMatch(/^scaling.target: for the metric p99: /)
    expect(problemsOf({ target: 5 })[0]).toMatch(/^scaling.target: for the metric utilisation: /)
  })

  it('reads steps relative to the target, and a schedule by times of the run', () => {
    const steps = [
      { below: '0.5x', by: '30%' },
      { above: '1.5x', by: 4 },
      { above: '1.1x', by: 1 },
    ]
    expect(scalingOf({ policy: 'step', target: '50%', steps }).step).toMatchObject({
      out: [
        { above: 0.55, add: { count: 1 } },
        { above: 0.75, add: { count: 4 } },
      ].map(each => ({ ...each, above: expect.closeTo(each.above, 12) })),
      in: [{ below: 0.25, remove: { share: 0.3 } }],
    })
    const schedule = [{ at: '25%', count: 8 }]
    expect(scalingOf({ policy: 'predictive', schedule }).predictive.schedule).toEqual([{ atMs: 150_000, count: 8 }])
  })

  it.each([
    [{ min: 12 }, {}, /^scaling.min: expected at most "max", 10/],
    [{ start: 11 }, {}, /^scaling.start: expected a start from 1 to 10, not 11/],
    [{ min: 3 }, {}, /^scaling.min: expected at most 2, the count of backends/],
    [
      { start: 1, max: 1 },
      {},
      /^scaling.max: a scaling range that cannot serve the load: 1 backend serves .*50.* at most, and .*100.* come/,
    ],
    [
      {},
      { backends: [{ latency: '20ms' }, { latency: '30ms' }] },
      /^backends.1: a fleet that is scaled is of one kind/,
    ],
    [
      {},
      { backends: { count: 2, latency: '20ms', faults: [{ at: '1s', do: 'crash' }] } },
      /^scaling: the autoscaler starts and stops backends; "crash" cannot/,
    ],
    [
      {},
      { faults: [{ backends: 'b1', from: '1s', to: '2s', do: 'crash' }] },
      /^scaling: the autoscaler starts and stops backends; "crash" cannot/,
    ],
    [{ metric: 'rate', target: 30 }, { traffic: { connections: 5 } }, /^scaling.metric: in a closed loop the rate/],
    [{ policy: 'predictive' }, { traffic: { connections: 5 } }, /^scaling.policy: a closed loop has no plan/],
    [{ policy: 'predictive', metric: 'p99', target: '9ms' }, {}, /^scaling.metric: no plan says/],
    [
      { policy: 'predictive', schedule: [{ at: '1s', count: 11 }] },
      {},
      /^scaling.schedule.0.count: expected a count from 1 to 10/,
    ],
    [
      { policy: 'predictive', schedule: [{ at: '10m', count: 3 }] },
      {},
      /^scaling.schedule.0.at: expected a time before the end/,
    ],
    [{ steps: [{ by: 1 }] }, {}, /^scaling.steps.0: expected exactly one of above or below/],
    [{ target: '0%' }, {}, /^scaling.target: expected a target above 0/],
    [{ policy: 'keda' }, {}, /^scaling.policy: expected target-tracking or hpa or step or predictive/],
  ])('refuses %j with %j', (scaling, more, message) => {
    expect(problemsOf(scaling, more)).toContainEqual(expect.stringMatching(message))
  })

  it('lets a surge come, and a backend be slow', () => {
    const faults = [
      { from: '1s', to: '2s', surge: '3x' },
      { backends: 'b1', from: '1s', to: '2s', slow: '3x' },
    ]
    expect(problemsOf({}, { faults })).toEqual([])
  })
})
