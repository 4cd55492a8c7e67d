import { judge } from '../../src/gate/judge.js'
import { parseGate } from '../../src/gate/parse-gate.js'
import type { Results } from '../../src/results/results.js'
import { syntheticResults } from '../results/synthetic.js'

const gates = ['p99 <= 100ms', 'errorRate < 1%', 'lc.p99 <= 0.9 * rr.p99', 'p2c?choices=3.p99 <= lc.p99']

/** A run that has one of everything: a winner, a tie, failures, an invalid candidate, one that was refused, all verdicts. */
export const rich: Results = withVerdicts(
  syntheticResults(
    [
      { candidate: 'rr', factor: 1.4, errorShare: 0.02 },
      { candidate: 'lc', factor: 1 },
      { candidate: 'p2c?choices=3', factor: 1.005 },
      { candidate: 'iphash', factor: 3, health: { balancerUtilisation: 0.7 } },
    ],
    5,
    { refused: [{ candidate: 'nginx:p2c', reason: 'nginx has no p2c' }] },
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

function withVerdicts(results: Results): Results {
  return { ...results, verdicts: judge(gates.map(parseGate), results) }
}
