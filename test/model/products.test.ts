import { describe, expect, it } from 'vitest'
import type { ActiveCheckSpec } from '../../src/model/balancer-spec.js'
import { envoyBudget, productHealth, productRetry } from '../../src/model/products.js'

/** interval / timeout / rise / fall, good statuses: the table of facts/strategies.md, sections 2.11 and 5. */
const checks: readonly (readonly [keyof typeof productHealth, string])[] = [
  ['haproxy', '2000/2000/2/3 200-399'],
  ['aws-alb', '30000/5000/5/2 200-200'],
  ['gcp-alb', '5000/5000/2/2 200-200'],
  ['azure-appgw', '30000/30000/1/3 200-399'],
]

describe('productHealth', () => {
  it.each(checks)('%s checks as documented', (name, expected) => {
    const check: ActiveCheckSpec | undefined = productHealth[name].active
    const { intervalMs, timeoutMs, rise, fall, okFrom, okTo } = check!
    expect(`${intervalMs}/${timeoutMs}/${rise}/${fall} ${okFrom}-${okTo}`).toBe(expected)
    expect(check!.downIntervalMs).toBe(intervalMs)
  })

  it('goes by the name it has', () => {
    for (const [name, health] of Object.entries(productHealth)) expect(health.name).toBe(name)
  })

  it('ejects with envoy, fails open with aws-alb, and bans with nginx alone', () => {
    const { envoy } = productHealth
    expect([envoy.outlier.consecutive5xx, envoy.outlier.maxEjectionShare, envoy.panic.belowShare]).toEqual([
      5, 0.1, 0.5,
    ])
    expect(productHealth['aws-alb'].panic).toEqual({ belowShare: 0, belowCount: 1 })
    const passive = Object.values(productHealth).filter(health => health.passive)
    expect(passive.map(({ name }) => name)).toEqual(['nginx'])
  })
})

describe('productRetry', () => {
  it('is what products do', () => {
    const told = Object.entries(productRetry).map(([name, { count, on }]) => `${name} ${count} ${on.join(',')}`)
    expect(told).toEqual([
      'nginx Infinity connect,reset,timeout,invalid',
      'haproxy 3 connect',
      'envoy 1 connect,reset,gateway',
      'none 0 ',
    ])
    expect(productRetry.envoy).toMatchObject({ backoffMs: 25, maxBackoffMs: 250 })
    expect(envoyBudget).toEqual({ share: 0.2, min: 3 })
  })
})
