import { expect, it } from 'vitest'
import { knownBackends } from '../../../src/live/engines/target/known-backends.js'
import { tinyScenario } from '../../process/tiny-scenario.js'
import { trialOf } from '../../results/synthetic.js'

const scenario = tinyScenario(({ backends }) => ({ backends: backends.map((spec, i) => ({ ...spec, weight: i + 1 })) }))
const own = scenario.backends.map(({ name }) => name)
const heading = { backends: own, weights: [1, 2, 3, 4] }
const trial = (backends: readonly number[]) =>
  trialOf(
    backends.map((backend, i) => ({ dueMs: i, backend })),
    heading,
  )

it('are those of the scenario, with its weights and in its order, where it has all that answered', () => {
  const met = trial([3, 0, 3, -1])
  expect(knownBackends(met, { backendNames: own }, scenario)).toBe(met)
})

it('are those that answered, by name, equally weighted, where the scenario does not know them all', () => {
  const backendNames = [...own, 'pod-10', 'pod-9', 'never']
  const { backends, weights, record } = knownBackends(trial([4, 1, 5, 5, -1]), { backendNames }, scenario)
  expect(backends).toEqual(['b2', 'pod-9', 'pod-10'])
  expect(weights).toEqual([1, 1, 1])
  expect([...record!.backend]).toEqual([2, 0, 1, 1, -1])
})

it('are none, where no answer names one', () => {
  const { backends, weights, record } = knownBackends(trial([-1, -1]), { backendNames: own }, scenario)
  expect([backends, weights, [...record!.backend]]).toEqual([[], [], [-1, -1]])
})
