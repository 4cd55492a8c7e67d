import type { Environment, Estimate } from '../../../src/results/results.js'
import type { Capacity, CapacityResult } from '../../../src/sweep/capacity.js'
import { collateSweep } from '../../../src/sweep/collate-sweep.js'
import type { Sweep } from '../../../src/sweep/sweep.js'
import { curveOf, pointOf } from '../../sweep/curves.js'

const environment: Environment = {
  command: 'lbbench sweep uneven --strategies rr,lc,p2c --load 20%..90%',
  lbbench: '0.1.0',
  node: 'v20.20.2',
  autocannon: '9.0.0',
  os: 'Linux 6.1',
  cpu: 'a processor',
  cores: 2,
  startedAt: '2026-05-01T14:03:59.000Z',
}
const loads = [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]
const noise = [0.98, 1, 1.03]

/** A sweep that has one of everything: a curve that becomes unstable, one that crosses, every reason to have no latency. */
export const rich: Sweep = collateSweep({
  environment,
  scenario: { name: 'uneven', description: 'One of four backends is three times slower.', seed: 1, hash: 'abc' },
  axis: { kind: 'load', values: loads },
  metric: 'p99Ms',
  within: 0.1,
  rounds: 3,
  settings: loads.map(value => ({
    value,
    ratePerSecond: value * 1111,
    load: value,
    backends: 4,
    requests: 100_000,
    durationMs: Math.ceil(1e8 / (value * 1111)),
    warmupMs: Math.ceil(2e7 / (value * 1111)),
  })),
  curves: [
    {
      ...curveOf('rr', [], noise),
      points: [
        ...curveOf('rr', [84, 95, 240], noise).points,
        pointOf(undefined, { stability: 'unsettled', busiest: { backend: 'slow', load: 0.999, reach: 0 } }),
        ...loads.slice(4).map(load => pointOf(undefined, { busiest: { backend: 'slow', load: load * 2, reach: 0 } })),
      ],
    },
    curveOf('lc', [82, 80, 79, 79, 80, 83, 90, 120], noise),
    curveOf('p2c?choices=3', [70, 78, 82, 83, 85, 90, 101, 160], [0.97, 1, 1.02]),
    {
      ...curveOf('iphash', [], noise),
      points: [
        ...curveOf('iphash', [130, 180, 300, 480, 790, 1500], noise).points.map((point, i) => ({
          ...point,
          errorRate: { value: 0.001 * i, low: 0, high: 0.01, n: 3 },
        })),
        pointOf(undefined, { stability: 'stable', timeoutRate: { value: 0.02, low: 0.01, high: 0.03, n: 3 } }),
        pointOf(undefined, { stability: 'stable', timeoutRate: { value: 0, low: 0, high: 0, n: 3 } }),
      ],
    },
    curveOf('ideal', [48, 48, 49, 53, 60, 66, 72, 79], noise),
  ],
})

/** Two that differ in nothing, one round, over fleets. */
export const calm: Sweep = collateSweep({
  ...rich,
  axis: { kind: 'backends', values: [2, 4, 8] },
  rounds: 1,
  settings: [2, 4, 8].map(value => ({ ...rich.settings[0]!, value, backends: value, load: 0.6 })),
  curves: [curveOf('rr', [20, 20, 20], [1]), curveOf('lc', [20, 20, 20], [1])],
})

const estimate = (value: number): Estimate => ({ value, low: value * 0.9, high: value * 1.1, n: 3 })

function resultOf(id: string, ratePerSecond: number | null, limit: string): CapacityResult {
  return {
    candidate: { id, strategy: id, options: {} },
    ratePerSecond,
    load: ratePerSecond === null ? null : ratePerSecond / 1111,
    metrics: ratePerSecond === null ? {} : { p99Ms: estimate(140), errorRate: estimate(0.001) },
    failsAtPerSecond: ratePerSecond === null ? 11.11 : ratePerSecond * 1.008,
    limit,
    probes: [],
  }
}

/** Capacities with every outcome, confirmed in every way. */
export const capacity: Capacity = {
  schema: 'lbbench/capacity@1',
  environment: { ...environment, command: "lbbench capacity uneven --slo 'p99 <= 150ms'" },
  scenario: { name: 'uneven', description: 'One of four backends is three times slower.', seed: 1 },
  slos: ['p99 <= 150ms', 'errorRate < 1%'],
  tolerance: 0.01,
  rounds: 3,
  requests: 100_000,
  fleetRatePerSecond: 1111.11,
  candidates: [
    resultOf('rr', 393.6, 'p99 is 153 ms (in 1 of 3 rounds)'),
    resultOf(
      'lc',
      1060,
      'slow is sent 98.9% of what it can serve, too close to all of it for a run of this length to settle',
    ),
    resultOf('p2c', 1052, 'p99 is 151 ms (in 2 of 3 rounds)'),
    resultOf('iphash', null, 'p99 is 180 ms (in 3 of 3 rounds)'),
  ],
  confirmations: (['agrees', 'contradicts', 'inconclusive'] as const).map((agreement, i) => ({
    candidate: ['rr', 'lc', 'p2c'][i]!,
    engine: 'embedded',
    trials: [0.92, 1, 1.08].map(share => ({
      ratePerSecond: 400 * share,
      share,
      verdicts: [
        {
          gate: 'p99 <= 150ms',
          judgement: 'pass',
          reason: 'rr.p99 = 124 ms [96.0, 160] is within 150 ms',
          evidence: null,
        },
      ],
      judgement: 'pass',
    })),
    agreement,
  })),
}
