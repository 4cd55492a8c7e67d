import { judge } from '../../src/gate/judge.js'
import { parseGate } from '../../src/gate/parse-gate.js'
import type { Results } from '../../src/results/results.js'
import { syntheticResults } from '../results/synthetic.js'

const gates = ['p99 <= 100ms', 'errorRate < 1%', 'lc.p99 <= 0.9 * rr.p99', 'p2c?choices=3.p99 <= lc.p99']

/**
 * A run that has one of everything: a winner, a tie, failures, an invalid candidate, one that was refused, one in virtual
 * time, twins near and far, the ideal, all verdicts.
 */
export const rich: Results = withVerdicts(
  syntheticResults(
    [
      { candidate: 'rr', factor: 1.4, errorShare: 0.02, twinFactor: 1.25 },
      { candidate: 'lc', factor: 1, twinFactor: 0.97 },
      { candidate: 'p2c?choices=3', factor: 1.005, twinFactor: 0.98 },
      { candidate: 'virtual:lc', factor: 0.97 },
      { candidate: 'iphash', factor: 3, health: { balancerUtilisation: 0.7 } },
    ],
    5,
    { refused: [{ candidate: 'nginx:p2c', reason: 'nginx has no p2c' }], idealFactor: 0.8 },
  ),
)

/** A run in which nothing differs and nothing is wrong. */
export const calm: Results = syntheticResults(
  [
    { candidate: 'rr', factor: 1, ownNoise: 0.05 },
    { candidate: 'lc', factor: 1, ownNoise: 0.05 },
  ],
  3,
)

/** A run in which nothing real took part. */
export const virtual: Results = syntheticResults(
  [
    { candidate: 'virtual:rr', factor: 1.4 },
    { candidate: 'virtual:lc', factor: 1 },
  ],
  3,
  { idealFactor: 0.8 },
)

function withVerdicts(results: Results): Results {
  return {
    ...results,
    verdicts: judge(
      gates.map(text => parseGate(text)),
      results,
    ),
  }
}
