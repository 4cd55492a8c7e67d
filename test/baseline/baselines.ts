import type { Baseline, Calibration } from '../../src/baseline/baseline.js'
import { machineKey } from '../../src/baseline/machine-key.js'
import { baselineOf } from '../../src/baseline/of-results.js'
import type { Results } from '../../src/results/results.js'
import { syntheticResults } from '../results/synthetic.js'

export const run: Results = syntheticResults(
  [
    { candidate: 'rr', factor: 1 },
    { candidate: 'lc', factor: 1 },
    { candidate: 'virtual:lc', factor: 1 },
  ],
  2,
)

export const calibration: Calibration = {
  scenarioHash: run.scenario.hash,
  machine: machineKey(run.environment),
  candidate: 'rr',
  measuredAt: '2026-05-01T03:00:00.000Z',
  pairs: 20,
  metrics: { p99Ms: { kind: 'ratio', sd: 0.05 }, errorRate: { kind: 'difference', sd: 0 } },
}

/** One run, calibrated, and what virtual:lc decided in its first round. */
export const baseline: Baseline = {
  ...baselineOf(run, [
    { candidate: 'virtual:lc', round: 0, seed: 1, decisions: 2, sha256: 'ab'.repeat(32), deflated: 'AQI=' },
  ]),
  calibration,
}
