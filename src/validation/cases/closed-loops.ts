import type { Distribution } from '../../model/distribution.js'
import { closedRandom } from '../../theory/closed-random.js'
import { machineRepairman } from '../../theory/machine-repairman.js'
import { counted } from '../counted.js'
import { mean, throughput } from '../quantity.js'
import { alike, closedScenario, type ModelBackend } from '../queueing-scenario.js'
import type { ValidationCase } from '../validation-case.js'

const noPause: Distribution = { kind: 'constant', valueMs: 0 }

/** Users who wait for their answer before they ask again. */
export const closedLoops: readonly ValidationCase[] = [
  ...(
    [
      [1, 3],
      [4, 10],
      [10, 50],
      [20, 30],
    ] as const
  ).map(([backends, connections]) =>
    loop({
      model: 'closed loop, random split',
      name: `${connections} connections, ${counted(backends, 'backend')}, no pauses`,
      strategy: 'random',
      backends: alike(backends),
      connections,
      think: noPause,
      theory: () => closedRandom({ backends, connections }),
      quick: backends === 4,
    }),
  ),
  // Never more requests than backends: with the shortest queue nobody ever waits.
  loop({
    model: 'closed loop, shortest queue',
    name: '8 connections, 10 backends, no pauses',
    strategy: 'lc',
    backends: alike(10),
    connections: 8,
    think: noPause,
    theory: () => ({ mean: 1, throughput: 8 }),
    quick: true,
  }),
  ...(
    [
      [1, 10, 9, 'exponential'],
      [4, 20, 4, 'exponential'],
      [8, 64, 10, 'exponential'],
      [4, 20, 4, 'constant'],
    ] as const
  ).map(([workers, connections, think, law]) =>
    loop({
      model: 'machine repairman',
      name: `${connections} clients, pauses ${law} ${think}, ${counted(workers, 'worker')}`,
      strategy: 'rr',
      backends: alike(1, { workers }),
      connections,
      think: law === 'constant' ? { kind: 'constant', valueMs: think } : { kind: 'exponential', meanMs: think },
      theory: () => machineRepairman({ workers, connections, think }),
      quick: workers === 4 && law === 'exponential',
    }),
  ),
]

interface Loop {
  readonly model: string
  readonly name: string
  readonly strategy: string
  readonly backends: readonly ModelBackend[]
  readonly connections: number
  /** In mean service times. */
  readonly think: Distribution
  readonly theory: () => { readonly mean: number; readonly throughput: number }
  readonly quick: boolean
}

function loop({ model, name, strategy, backends, connections, think, theory, quick }: Loop): ValidationCase {
  return {
    model,
    name,
    strategy,
    requests: 200_000,
    quick,
    scenario: requests => {
      const durationMs = requests / theory().throughput
      return closedScenario({ backends, connections, think, warmupMs: 200 + 10 * connections, durationMs })
    },
    expected: () => [
      { quantity: mean, theory: theory().mean },
      { quantity: throughput, theory: theory().throughput },
    ],
  }
}
