import { describe, expect, test } from 'vitest'
import type { Trial } from '../../src/bench/trial.js'
import { drillValues } from '../../src/drill/drill-values.js'
import type { Incident } from '../../src/model/incident.js'
import { randomStream } from '../../src/model/random.js'
import { findStrategy } from '../../src/strategies/index.js'
import { parseOptions } from '../../src/strategies/options.js'
import { RecordKeeper } from '../../src/virtual/record-keeper.js'
import { simulateTrial } from '../../src/virtual/simulate.js'
import { backendSpec, openLoop, traffic } from '../model/specs.js'
import { normal, type Row } from '../results/synthetic.js'
import { scenarioOf } from '../virtual/scenario.js'
import { crash, drillOf } from './drill-trials.js'

/** The control of every drill: an incident by name that does nothing at all. Whatever it is said to have done is noise. */
const nothing: Incident = { ...crash, name: 'nothing', kind: 'slow' }

interface Calm {
  readonly perSecond: number
  readonly fromMs: number
  readonly errorShare: number
}

/** Poisson arrivals, lognormal latencies of 20 ms in the median, p99 129 ms. */
function calmTrial(seed: number, { perSecond, fromMs, errorShare }: Calm): Trial {
  const random = randomStream(seed, 'calm')
  const rows: Row[] = []
  for (let dueMs = -500; dueMs < 10_000; dueMs += (-Math.log(1 - random.next()) / perSecond) * 1000) {
    const status = random.next() < errorShare ? 503 : 200
    rows.push({
      dueMs,
      doneMs: dueMs + 20 * Math.exp(0.8 * normal(random)),
      status,
      client: Math.floor(random.next() * 50),
    })
  }
  return drillOf(rows, { incidents: [{ ...nothing, fromMs }], objectiveMs: 250 })
}

const trials = 100
/** Of a hundred trials one may be taken for hurt, on average; more than five are once in 1,000 times. */
const most = 5

describe('of trials that nothing befell, whose requests know nothing of each other, hardly any is taken for hurt', () => {
  test.each<Calm>([
    { perSecond: 100, fromMs: 2500, errorShare: 0 },
    { perSecond: 300, fromMs: 1000, errorShare: 0 },
    { perSecond: 300, fromMs: 2500, errorShare: 0.02 },
    { perSecond: 400, fromMs: 500, errorShare: 0 },
  ])('%o', calm => {
    const values = Array.from({ length: trials }, (_, seed) => drillValues(calmTrial(seed, calm))[0]!.metrics)
    expect(values.filter(({ recoveryMs }) => recoveryMs !== 0).length).toBeLessThanOrEqual(most)
    // Where nobody was hurt before, one in 1,500 who is (it takes 3.2 sigma) counts.
    const requests = calm.perSecond * 10
    for (const { hurt } of values) expect(hurt).toBeLessThan(0.01 * requests)
    if (calm.errorShare > 0)
      expect(values.filter(({ clientsHurt }) => clientsHurt !== 0).length).toBeLessThanOrEqual(most)
  })
})

describe('of trials that nothing befell, whose requests stand in queues, few are taken for hurt', () => {
  const backends = ['b1', 'b2', 'b3', 'b4']
  const latency = { kind: 'exponential', meanMs: 20 } as const
  // Four backends of four workers, 20 ms a request: 800 a second.
  test.each([
    ['rr', 0.5, 1],
    ['lc', 0.85, 1],
    ['p2c', 0.7, 1],
    ['rr', 0.85, 3],
    ['random', 0.85, 3],
  ] as const)('%s at a load of %d: at most %d of 20', (strategy, load, atMost) => {
    const recoveries = Array.from({ length: 20 }, (_, seed) => {
      const scenario = scenarioOf({
        backends: backends.map(name => backendSpec({ name, workers: 4, latency })),
        traffic: traffic({ load: openLoop(load * 800) }),
        run: { durationMs: 12_000, warmupMs: 1000, rounds: 1, seed: 1, isolation: 'shared', realtime: false },
        incidents: [{ ...nothing, fromMs: 4000 }],
      })
      const record = new RecordKeeper()
      const { sight } = simulateTrial({
        scenario,
        strategy,
        options: parseOptions(findStrategy(strategy), ''),
        seed,
        observers: [record],
      })
      const trial = drillOf([], {
        durationMs: 12_000,
        incidents: [{ ...nothing, fromMs: 4000 }],
        record: record.record(),
        sight: sight!,
      })
      const [{ metrics, atLeast }] = drillValues(trial) as [ReturnType<typeof drillValues>[number]]
      expect(atLeast).toContain('detectionMs')
      expect(metrics.wrongEjections).toBe(0)
      expect(metrics.overshoot).toBeLessThan(1.6)
      return metrics.recoveryMs
    })
    expect(recoveries).not.toContain(null)
    expect(recoveries.filter(recoveryMs => recoveryMs !== 0).length).toBeLessThanOrEqual(atMost)
  })
})
