import { mm1 } from '../../theory/mm1.js'
import { mmc } from '../../theory/mmc.js'
import { powerOfD } from '../../theory/power-of-d.js'
import { roundRobin } from '../../theory/round-robin.js'
import { shortestOf } from '../../theory/shortest-of.js'
import type { Sojourn } from '../../theory/sojourn.js'
import { alike, openScenario, settledAfterMs } from '../queueing-scenario.js'
import { type ValidationCase, wholeLaw } from '../validation-case.js'

/** Strategies over backends of one worker with exponential service: the law is known in full. */
export const strategies: readonly ValidationCase[] = [
  ...points({
    model: 'random split',
    strategy: 'random',
    at: [
      [2, 0.8],
      [10, 0.5],
      [10, 0.9],
      [100, 0.8],
    ],
    law: (_backends, rho) => mm1({ rho }),
  }),
  ...points({
    model: 'E_k/M/1',
    strategy: 'rr',
    at: [
      [2, 0.8],
      [5, 0.5],
      [5, 0.9],
      [10, 0.8],
      [100, 0.8],
    ],
    law: (backends, rho) => roundRobin({ backends, rho }),
  }),
  ...points({
    model: 'join the shortest queue',
    strategy: 'lc',
    at: [
      [2, 0.5],
      [2, 0.9],
      [3, 0.8],
      [4, 0.8],
      [10, 0.8],
    ],
    law: (backends, rho) => shortestOf({ backends, choices: backends, rho, ...capAt(backends) }),
  }),
  ...points({
    model: 'power of d, exact',
    strategy: 'p2c',
    at: [
      [2, 0.8],
      [3, 0.5],
      [3, 0.9],
      [4, 0.8],
      [10, 0.8],
    ],
    law: (backends, rho) => shortestOf({ backends, choices: 2, rho, ...capAt(backends) }),
  }),
  ...points({
    model: 'power of d, exact',
    strategy: 'p2c?choices=3',
    at: [[4, 0.8]],
    law: (backends, rho) => shortestOf({ backends, choices: 3, rho }),
  }),
  ...points({
    model: 'power of d, mean field',
    strategy: 'p2c',
    at: [
      [1000, 0.5],
      [1000, 0.8],
    ],
    law: (_backends, rho) => powerOfD({ choices: 2, rho }),
  }),
  ...points({
    model: 'power of d, mean field',
    strategy: 'p2c?choices=3',
    at: [[1000, 0.8]],
    law: (_backends, rho) => powerOfD({ choices: 3, rho }),
  }),
  ...points({
    model: 'M/M/c, one central queue',
    strategy: 'ideal',
    at: [
      [2, 0.8],
      [10, 0.8],
      [100, 0.95],
    ],
    law: (workers, rho) => mmc({ workers, rho }),
  }),
]

/** With ten backends at 80 %, longer queues than these are rarer than 4e-6, and would take theory minutes. */
function capAt(backends: number): { cap?: number } {
  return backends === 10 ? { cap: 10 } : {}
}

type At = readonly [backends: number, rho: number]

interface Points {
  readonly model: string
  readonly strategy: string
  /** The quick run has the first. */
  readonly at: readonly At[]
  readonly law: (...at: At) => Sojourn
}

function points({ model, strategy, at, law }: Points): ValidationCase[] {
  return at.map(([backends, rho], i) => ({
    model,
    name: `${strategy}, ${backends} backends, load ${rho}`,
    strategy,
    requests: 300_000,
    quick: i === 0 && backends < 1000,
    scenario: requests => openScenario({ backends: alike(backends), rho, requests, ...warmupAt(strategy, backends) }),
    expected: () => wholeLaw(law(backends, rho)),
  }))
}

/**
 * Less where less is known to be enough, which spares minutes: a thousand backends under the power of two choices forget within
 * some ten service times, and a central queue as M/M/c does.
 */
function warmupAt(strategy: string, backends: number): { warmupMs?: number } {
  if (strategy === 'ideal') return { warmupMs: settledAfterMs(0.95, backends) }
  return backends === 1000 ? { warmupMs: 100 } : {}
}
