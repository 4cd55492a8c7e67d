import type { Distribution } from '../model/distribution.js'
import { capacityPerSecond } from '../model/load.js'
import type { Scenario } from '../scenario/scenario.js'

export interface SlowOptions {
  /** On every service time of the slow backend. */
  readonly factor: number
  /** `load`: the rate follows what the fleet can serve; `rate`: it stays. Closed loops and traces have no rate to follow. */
  readonly keep: 'load' | 'rate'
}

/** The scenario with its last primary backend slower: the last one, as rotations begin with the first. */
export function withSlowBackend(scenario: Scenario, { factor, keep }: SlowOptions): Scenario {
  const last = scenario.backends.findLastIndex(({ backup }) => !backup)
  const backends = scenario.backends.map((spec, i) =>
    i === last ? { ...spec, latency: slowed(spec.latency, factor) } : spec,
  )
  const { load } = scenario.traffic
  if (keep === 'rate' || load.kind === 'closed' || load.arrivals.kind === 'trace') return { ...scenario, backends }
  const ratePerSecond = load.ratePerSecond * (capacityPerSecond(backends) / capacityPerSecond(scenario.backends))
  return { ...scenario, backends, traffic: { ...scenario.traffic, load: { ...load, ratePerSecond } } }
}

/** The same distribution with every value `factor` times longer. */
export function slowed(latency: Distribution, factor: number): Distribution {
  switch (latency.kind) {
    case 'constant':
      return { ...latency, valueMs: latency.valueMs * factor }
    case 'uniform':
      return { ...latency, minMs: latency.minMs * factor, maxMs: latency.maxMs * factor }
    case 'exponential':
      return { ...latency, meanMs: latency.meanMs * factor }
    case 'lognormal':
      return { ...latency, mu: latency.mu + Math.log(factor) }
    case 'gamma':
      return { ...latency, scaleMs: latency.scaleMs * factor }
    case 'pareto':
      return { ...latency, scaleMs: latency.scaleMs * factor, maxMs: latency.maxMs && latency.maxMs * factor }
    case 'bimodal':
      return { ...latency, fastMs: latency.fastMs * factor, slowMs: latency.slowMs * factor }
    case 'empirical':
      return { ...latency, valuesMs: latency.valuesMs.map(ms => ms * factor) }
  }
}
