/** Names of the strategies there are, for completion. */
export async function strategyNames(): Promise<readonly string[]> {
  const { strategies } = await import('../../strategies/index.js')
  return strategies.map(strategy => strategy.name)
}

/** Names of the shipped scenarios, for completion. */
export async function scenarioNames(): Promise<readonly string[]> {
  const { listScenarios } = await import('../../scenario/shipped.js')
  const { shippedScenarios } = await import('../version.js')
  return listScenarios(shippedScenarios).map(scenario => scenario.name)
}
