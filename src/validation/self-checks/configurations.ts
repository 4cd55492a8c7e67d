import { idealStrategy } from '../../bench/candidate.js'
import type { Scenario } from '../../scenario/scenario.js'
import { strategies } from '../../strategies/index.js'
import { alike, closedScenario, type ModelBackend, openScenario } from '../queueing-scenario.js'

export interface Configuration {
  readonly name: string
  readonly scenario: Scenario
}

/**
 * These keep times of their own that no option scales (buckets, ages of probes), or bring checks along that take backends'
 * time: what holds of an engine without a clock does not hold of them.
 */
const clocked = ['least-time', 'c3', 'prequal']

/**
 * Every strategy without a clock of its own, and no strategy at all.
 * @param factor how many times as long all times are: a strategy with a time of its own has it scaled as well
 */
export function candidates(factor = 1): string[] {
  const timeless = strategies.filter(({ name, family }) => family !== 'cloud' && !clocked.includes(name))
  return [...timeless.map(({ name }) => (name === 'ewma' ? `ewma?decayS=${2 * factor}` : name)), idealStrategy]
}

const requests = 5_000

/** Backends of every kind: weights, workers, threads, families of service times. */
const mixedBackends: readonly ModelBackend[] = [
  { weight: 3, workers: 2, latency: { kind: 'gamma', shape: 0.5, scaleMs: 2 } },
  { weight: 2, workers: 2, threads: 2, latency: { kind: 'gamma', shape: 4, scaleMs: 0.25 } },
  { weight: 1, latency: { kind: 'uniform', minMs: 0.25, maxMs: 1.5 } },
  { weight: 4, workers: 4 },
]

/** Configurations no theory covers as a whole. Nothing in them is tied to a clock of its own, so all times can be scaled. */
export const configurations: readonly Configuration[] = [
  {
    name: 'mixed backends, load 0.6',
    scenario: openScenario({ backends: mixedBackends, rho: 0.6, requests, warmupMs: 200 }),
  },
  {
    name: 'failing backends, load 0.5',
    scenario: openScenario({
      backends: alike(5, { workers: 2 }).map((backend, i) => ({ ...backend, ...failing(i / 20) })),
      rho: 0.5,
      requests,
      warmupMs: 200,
    }),
  },
  {
    name: 'impatient clients, load 1.2',
    scenario: openScenario({ backends: alike(4), rho: 1.2, requests, timeoutMs: 8, warmupMs: 200 }),
  },
  {
    name: 'closed loop of 40',
    scenario: closedScenario({
      backends: mixedBackends,
      connections: 40,
      think: { kind: 'exponential', meanMs: 4 },
      warmupMs: 100,
      durationMs: 1000,
    }),
  },
]

function failing(share: number): ModelBackend {
  return {
    failures: {
      errorShare: share,
      status: 500,
      resetShare: share,
      closeShare: share / 2,
      hangShare: 0,
      hangMs: 1,
      afterShare: 0.5,
    },
  }
}
