import type { Scenario } from '../scenario/scenario.js'
import type { Sojourn } from '../theory/sojourn.js'
import { mean, percentile, type Quantity } from './quantity.js'

/** One point at which the virtual world is compared with theory. */
export interface ValidationCase {
  /** What theory calls it. */
  readonly model: string
  /** Which of its points; unique in the model. */
  readonly name: string
  /** `rr`, `p2c?choices=3`, ..., `ideal`. */
  readonly strategy: string
  /** To be measured in one replication. */
  readonly requests: number
  /** Whether the quick run has it, with a tenth of the requests. */
  readonly quick?: boolean
  scenario(requests: number): Scenario
  /** Worked out when asked for: some take seconds. */
  expected(): readonly Expectation[]
}

export interface Expectation {
  readonly quantity: Quantity
  readonly theory: number
}

/** Mean, median and p99. */
export function wholeLaw(law: Sojourn): Expectation[] {
  return [
    { quantity: mean, theory: law.mean },
    ...[0.5, 0.99].map(p => ({ quantity: percentile(p), theory: law.quantile(p) })),
  ]
}
