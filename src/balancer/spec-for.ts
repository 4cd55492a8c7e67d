import type { BalancerSpec } from '../model/balancer-spec.js'
import type { Options, Strategy } from '../strategies/strategy.js'

/** What stands around a candidate's choice: the scenario's settings, but for those the product it emulates brings along. */
export function specFor(scenario: BalancerSpec, strategy: Strategy, options: Options): BalancerSpec {
  return { ...scenario, ...strategy.around?.(options) }
}
