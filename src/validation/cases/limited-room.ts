import { mmck } from '../../theory/mmck.js'
import { counted } from '../counted.js'
import { loss, meanOfServed, utilisation } from '../quantity.js'
import { alike, openScenario } from '../queueing-scenario.js'
import type { ValidationCase } from '../validation-case.js'

/**
 * A full backlog drops the SYN, and the request knocks again after 1000 ms. Its client gives up after 300 ms, so who finds no
 * room is lost, as in the textbook; who found room is through long before: the sum of 30 services of mean 1 exceeds 300
 * with probability 1e-80.
 */
const timeoutMs = 300

/** M/M/c/K. A backlog of b holds b + 1 that wait, so the room is workers + b + 1. */
export const limitedRoom: readonly ValidationCase[] = (
  [
    [1, 0, 0.5],
    [1, 0, 1.2],
    [1, 3, 0.9],
    [1, 8, 0.8],
    [1, 8, 2],
    [2, 1, 1],
    [4, 3, 1.2],
    [8, 7, 1],
  ] as const
).map(([workers, backlog, rho]) => {
  const room = workers + backlog + 1
  return {
    model: 'M/M/c/K',
    name: `${counted(workers, 'worker')}, room for ${room}, load ${rho}`,
    strategy: 'rr',
    requests: 200_000,
    quick: workers === 4 || (workers === 1 && rho === 0.9),
    scenario: (requests: number) =>
      openScenario({ backends: alike(1, { workers, backlog }), rho, requests, timeoutMs, warmupMs: 500 }),
    expected: () => {
      const theory = mmck({ workers, room, rho })
      return [
        { quantity: loss, theory: theory.loss },
        { quantity: meanOfServed, theory: theory.mean },
        { quantity: utilisation, theory: theory.utilisation },
      ]
    },
  }
})
