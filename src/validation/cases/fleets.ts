import { randomUnfairness } from '../../theory/fair-shares.js'
import { mixture } from '../../theory/mixture.js'
import { mmc } from '../../theory/mmc.js'
import { powerOfDWorkers } from '../../theory/power-of-d-workers.js'
import { mean, pearson, utilisation } from '../quantity.js'
import { alike, openScenario } from '../queueing-scenario.js'
import { type ValidationCase, wholeLaw } from '../validation-case.js'

const weights = [1, 2, 3, 4]

/** Strategies over backends of several workers, or of different weights. */
export const fleets: readonly ValidationCase[] = [
  {
    model: 'random split',
    name: 'random, 5 backends of 4 workers, load 0.8',
    strategy: 'random',
    requests: 300_000,
    quick: true,
    scenario: requests => openScenario({ backends: alike(5, { workers: 4 }), rho: 0.8, requests }),
    expected: () => [...wholeLaw(mmc({ workers: 4, rho: 0.8 })), { quantity: pearson, theory: unfairness(5) }],
  },
  {
    model: 'random split',
    name: 'random, backends of 1, 2, 3 and 4 workers, weighted so, load 0.8',
    strategy: 'random',
    requests: 300_000,
    quick: true,
    scenario: requests =>
      openScenario({ backends: weights.map(weight => ({ weight, workers: weight })), rho: 0.8, requests }),
    expected: () => [
      ...wholeLaw(mixture(weights.map(weight => ({ share: weight / 10, law: mmc({ workers: weight, rho: 0.8 }) })))),
      { quantity: utilisation, theory: 0.8 },
    ],
  },
  {
    model: 'M/M/c, one central queue',
    name: 'ideal, 4 backends of 2 workers, load 0.9',
    strategy: 'ideal',
    requests: 300_000,
    quick: true,
    scenario: requests => openScenario({ backends: alike(4, { workers: 2 }), rho: 0.9, requests }),
    expected: () => wholeLaw(mmc({ workers: 8, rho: 0.9 })),
  },
  ...[2, 4].map(workers => ({
    model: 'power of d, mean field',
    name: `p2c, 1000 backends of ${workers} workers, load 0.8`,
    strategy: 'p2c',
    requests: 300_000,
    scenario: (requests: number) =>
      openScenario({ backends: alike(1000, { workers }), rho: 0.8, requests, warmupMs: 60 }),
    expected: () => [{ quantity: mean, theory: powerOfDWorkers({ choices: 2, workers, rho: 0.8 }).mean }],
  })),
]

/** Requests times the mean CoV^2, whatever their number. */
function unfairness(backends: number): number {
  return randomUnfairness({ backends, requests: 1 })
}
