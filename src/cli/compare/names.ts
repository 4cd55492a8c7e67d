/** Names of the strategies there are, for completion. */
export async function strategyNames(): Promise<readonly string[]> {
  const { strategies } = await import('../../strategies/index.js')
  return strategies.map(strategy => strategy.name)
}

/** Names of the shipped scenarios, for completion. */
export async function scenarioNames(): Promise<readonly string[]> {
  const { shippedNames } = await import('../../scenario/shipped.js')
  return shippedNames()
}

/** Names of what may serve as backends, for completion. */
export async function backendKindNames(): Promise<readonly string[]> {
  const { listKinds } = await import('../../scenario/backend-kind/read-kind.js')
  const { simulatedKind } = await import('../../scenario/backend-kind/kind-path.js')
  const { shippedKinds } = await import('../../live/backends/real/kind-of.js')
  return [simulatedKind, ...listKinds(shippedKinds).map(kind => kind.name)]
}

/** Names of the products whose health a scenario may take, for completion. */
export async function healthNames(): Promise<readonly string[]> {
  const { productHealth } = await import('../../model/products.js')
  return Object.keys(productHealth)
}
