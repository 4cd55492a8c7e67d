import { md1 } from '../../theory/md1.js'
import { mmc } from '../../theory/mmc.js'
import { roundRobin } from '../../theory/round-robin.js'
import type { Sojourn } from '../../theory/sojourn.js'
import { counted } from '../counted.js'
import { utilisation } from '../quantity.js'
import { alike, type ModelBackend, openScenario } from '../queueing-scenario.js'
import { type ValidationCase, wholeLaw } from '../validation-case.js'

/** One backend whose law of the time in system is known in full. */
export const oneBackend: readonly ValidationCase[] = [
  ...[0.3, 0.7, 0.9].map(rho =>
    point({ model: 'M/M/1', rho, law: () => mmc({ workers: 1, rho }), quick: rho === 0.7 }),
  ),
  ...(
    [
      [2, 0.8],
      [4, 0.9],
      [8, 0.5],
      [8, 0.95],
      [32, 0.9],
    ] as const
  ).map(([workers, rho]) =>
    point({ model: 'M/M/c', rho, backend: { workers }, law: () => mmc({ workers, rho }), quick: workers === 4 }),
  ),
  // A threaded worker takes its requests into a queue of its own, drawn at random: each is M/M/threads.
  point({ model: 'M/M/c', rho: 0.8, backend: { workers: 2, threads: 4 }, law: () => mmc({ workers: 4, rho: 0.8 }) }),
  // Not below 0.6: at 0.5 the median lies at the very edge of those who do not wait, where no estimate of it is normal.
  ...[0.6, 0.8, 0.95].map(rho =>
    point({
      model: 'M/D/1',
      rho,
      backend: { latency: { kind: 'constant', valueMs: 1 } },
      law: () => md1({ rho }),
      quick: rho === 0.8,
    }),
  ),
  ...[0.5, 0.9].map(rho =>
    point({
      model: 'D/M/1',
      rho,
      arrivals: 'even',
      law: () => roundRobin({ backends: Infinity, rho }),
      quick: rho === 0.5,
    }),
  ),
]

interface Point {
  readonly model: string
  readonly rho: number
  readonly backend?: ModelBackend
  readonly arrivals?: 'even'
  readonly quick?: boolean
  readonly law: () => Sojourn
}

function point({ model, rho, backend = {}, arrivals, quick = false, law }: Point): ValidationCase {
  const { workers = 1, threads = 1 } = backend
  const servers = counted(workers, 'worker') + (threads === 1 ? '' : ` of ${threads} threads`)
  return {
    model,
    name: `${servers}, load ${rho}`,
    strategy: 'rr',
    requests: 400_000,
    quick,
    scenario: requests => openScenario({ backends: alike(1, backend), rho, requests, ...(arrivals && { arrivals }) }),
    expected: () => [...wholeLaw(law()), { quantity: utilisation, theory: rho }],
  }
}
