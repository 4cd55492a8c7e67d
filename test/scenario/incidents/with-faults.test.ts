import { describe, expect, it, test } from 'vitest'
import type { FaultEvent } from '../../../src/model/backend-spec.js'
import type { Incident } from '../../../src/model/incident.js'
import type { Scenario } from '../../../src/scenario/scenario.js'
import { toScenario } from '../../../src/scenario/to-scenario.js'

type Fault = Readonly<Record<string, unknown>>

/** Four backends and a run of 10 s. */
function scenarioOf(faults: readonly Fault[], more: Record<string, unknown> = {}): Scenario {
  const document = {
    ...{ backends: { count: 4, latency: '20ms' }, traffic: { rate: 10 }, run: { duration: '10s' }, faults },
    ...more,
  }
  const outcome = toScenario(document, { name: 'x', read: () => '' })
  if ('problems' in outcome) throw new Error(outcome.problems.map(({ message }) => message).join('\n'))
  return outcome.scenario
}

const shown = ({ name, kind, fromMs, toMs, backends }: Incident): string =>
  `${name}: ${kind} ${fromMs}-${toMs} [${backends}]`

function eventText(event: FaultEvent): string {
  const more =
    event.kind === 'slow' ? ` ${event.factor}` : event.kind === 'errors' ? ` ${event.share} ${event.status}` : ''
  return `${event.atMs} ${event.kind}${more}`
}

describe('what a fault does to its backends', () => {
  test.each<[Fault, string[]]>([
    [{ backends: 'b4', from: '25%', to: '60%', do: 'crash' }, ['2500 crash', '6000 recover']],
    // Nobody wrote when it is over, so it never is.
    [{ backends: 'b4', from: '25%', do: 'crash' }, ['2500 crash']],
    [{ backends: 'b4', from: '2s', to: '6s', do: 'freeze' }, ['2000 freeze', '6000 thaw']],
    [{ backends: 'b4', from: '2s', to: '6s', slow: '10x' }, ['2000 slow 10', '6000 slow 1']],
    [{ backends: 'b4', from: '2s', errors: '30%' }, ['2000 errors 0.3 503']],
    [
      { backends: 'b4', from: '2s', to: '6s', errors: '30%', status: 500, ramp: '1s' },
      [
        ...[3, 6, 9, 12, 15, 18, 21, 24, 27, 30].map((percent, k) => `${2000 + 100 * k} errors ${percent / 100} 500`),
        '6000 errors 0 500',
      ],
    ],
    [
      { backends: 'b4', from: '2s', to: '4s', flap: { up: '1s', down: '500ms' } },
      ['2000 crash', '2500 recover', '3500 crash', '4000 recover'],
    ],
    [{ backends: 'b4', at: '3s', do: 'join' }, ['3000 recover']],
  ])('%j', (fault, events) => {
    expect(scenarioOf([fault]).backends.map(({ faults }) => faults.map(eventText))).toEqual([[], [], [], events])
  })

  it('a join is a change of the pool as well, in time order with those of the operator', () => {
    const balancer = {
      changes: [
        { at: '8s', backend: 'b1', do: 'leave' },
        { at: '1s', backend: 'b1', weight: 2 },
      ],
    }
    const { changes } = scenarioOf([{ backends: 'b4', at: '3s', do: 'join' }], { balancer }).balancer
    expect(changes.map(({ atMs, backend, kind }) => `${atMs} b${backend + 1} ${kind}`)).toEqual([
      '1000 b1 weight',
      '3000 b4 join',
      '8000 b1 leave',
    ])
  })

  it('a deploy takes each in its turn, evenly over its time', () => {
    const deploy = { drain: '500ms', down: '300ms', wait: '200ms' }
    const { backends, balancer } = scenarioOf([{ backends: '75%', from: '1s', to: '7s', deploy }])
    expect(backends.map(({ faults }) => faults.map(eventText))).toEqual([
      [],
      ['1500 stop', '1800 recover'],
      ['3500 stop', '3800 recover'],
      ['5500 stop', '5800 recover'],
    ])
    expect(balancer.changes).toEqual(
      [1, 2, 3].flatMap(backend => [
        { atMs: 2000 * backend - 1000, backend, kind: 'drain' },
        { atMs: 2000 * backend, backend, kind: 'join' },
      ]),
    )
  })

  it('what ends comes before what begins at the same time, whatever list it stands in', () => {
    const freeze = { backends: 'all', from: '3s', to: '5s', do: 'freeze' }
    const crash = { backends: 'b1', from: '5s', to: '6s', do: 'crash' }
    const backends = {
      latency: '1ms',
      faults: [
        { at: '2s', do: 'crash' },
        { at: '3s', do: 'recover' },
      ],
    }
    const [{ faults }] = scenarioOf([crash, freeze], { backends }).backends
    expect(faults.map(eventText)).toEqual([
      ...['2000 crash', '3000 recover', '3000 freeze', '5000 thaw', '5000 crash', '6000 recover'],
    ])
  })
})

test.each<[unknown, number[]]>([
  ['all', [0, 1, 2, 3]],
  ['b2', [1]],
  [
    ['b3', 'b1', 'b3'],
    [0, 2],
  ],
  // The last of the list, rounded, and at least one.
  ['50%', [2, 3]],
  ['37%', [3]],
  ['38%', [2, 3]],
  ['1%', [3]],
  ['100%', [0, 1, 2, 3]],
])('%j are the backends %j', (backends, numbers) => {
  expect(scenarioOf([{ backends, from: '1s', do: 'crash' }]).incidents![0].backends).toEqual(numbers)
})

describe('incidents', () => {
  it('are not there where nothing happens', () => {
    expect(Object.keys(scenarioOf([]))).not.toContain('incidents')
    expect(Object.keys(scenarioOf([]).traffic)).not.toContain('surges')
  })

  it('come in order of time, called by their kind where nobody named them', () => {
    const { incidents } = scenarioOf([
      { from: '9s', surge: '3x' },
      { backends: 'b1', from: '5s', to: '6s', do: 'crash' },
      { name: 'crash-2', backends: 'b2', from: '1s', do: 'freeze' },
      { backends: 'b3', from: '3s', to: '4s', do: 'crash' },
      { backends: 'b4', at: '2s', do: 'join' },
      { from: '0s', to: '1s', hot: '20%' },
    ])
    expect(incidents!.map(shown)).toEqual([
      'hot: hot 0-1000 []',
      'crash-2: freeze 1000-10000 [1]',
      'join: join 2000-2000 [3]',
      'crash: crash 3000-4000 [2]',
      'crash-3: crash 5000-6000 [0]',
      'surge: surge 9000-10000 []',
    ])
  })

  it('are what happens in the lists of the backends, too', () => {
    const crashes = [
      { at: '4s', do: 'crash' },
      { at: '2s', do: 'recover' },
      { at: '1s', do: 'crash' },
    ]
    const backends = [
      { latency: '1ms', count: 2, faults: [...crashes, { from: '2s', to: '12s', slow: '5x' }] },
      { latency: '1ms' },
      { latency: '1ms', faults: [{ from: '1s', to: '2s', flap: { up: '100ms', down: '100ms' } }] },
    ]
    expect(scenarioOf([], { backends }).incidents!.map(shown)).toEqual([
      'crash: crash 1000-2000 [0,1]',
      'flap: flap 1000-2000 [3]',
      'slow: slow 2000-10000 [0,1]',
      'crash-2: crash 4000-10000 [0,1]',
    ])
  })

  it('surges and hot clients are for the traffic to have', () => {
    const { traffic } = scenarioOf([
      { from: '50%', to: '60%', surge: '3x' },
      { from: '1s', to: '2s', surge: '1.5x' },
      { from: '90%', hot: '20%' },
    ])
    expect([traffic.surges, traffic.hot]).toEqual([
      [
        { fromMs: 1000, toMs: 2000, factor: 1.5 },
        { fromMs: 5000, toMs: 6000, factor: 3 },
      ],
      [{ fromMs: 9000, toMs: 10_000, share: 0.2 }],
    ])
  })
})

it('the objective is there where somebody wrote one', () => {
  expect(scenarioOf([], { objective: '250ms' }).objectiveMs).toBe(250)
  expect(Object.keys(scenarioOf([]))).not.toContain('objectiveMs')
})
