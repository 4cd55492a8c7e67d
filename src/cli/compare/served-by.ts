import type { BackendKind } from '../../scenario/backend-kind/kind.js'
import type { Scenario } from '../../scenario/scenario.js'

/** For the plan: what real backends are, and what of the scenario they pass over. */
export function servedBy({ name, description }: BackendKind, { backends }: Scenario): readonly string[] {
  const isPassedOver = backends.some(({ slowStart }) => slowStart !== undefined)
  const started = isPassedOver ? ['a real server starts as it starts: slowStart is passed over'] : []
  return [`${name}: ${description}`, ...started]
}
