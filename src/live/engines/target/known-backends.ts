import type { Trial } from '../../../bench/trial.js'
import type { Scenario } from '../../../scenario/scenario.js'
import type { LoadRecord } from '../../load/generator.js'

/**
 * The trial with the backends its answers named. Where the scenario has them all, they are the scenario's, with its weights
 * and in its order; else those that answered, by name, each with the same weight.
 */
export function knownBackends(
  trial: Trial,
  { backendNames }: Pick<LoadRecord, 'backendNames'>,
  scenario: Scenario,
): Trial {
  const record = trial.record!
  const answered = [...new Set(record.backend)].filter(index => index >= 0)
  const isScenarios = answered.length > 0 && answered.every(index => index < scenario.backends.length)
  if (isScenarios) return trial
  const named = answered.map(index => ({ index, name: backendNames[index]! }))
  named.sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }))
  const places = new Map(named.map(({ index }, place) => [index, place]))
  return {
    ...trial,
    backends: named.map(({ name }) => name),
    weights: named.map(() => 1),
    record: { ...record, backend: record.backend.map(index => places.get(index) ?? -1) },
  }
}
