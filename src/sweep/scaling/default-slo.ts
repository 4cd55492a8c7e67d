import { quantile } from '../../model/distribution.js'
import type { Scenario } from '../../scenario/scenario.js'
import { formatDuration } from '../../units.js'
import { parseSlo, type Slo } from '../slo.js'
import type { SloSource } from './scaling.js'

/**
 * The objective where nobody typed one: the scenario's own, for 99 % of the requests; else twice the p99 of the service time of the
 * slowest primary, to two digits. A client who waits for service alone is content then, and one that has to queue for another such time.
 */
export function defaultSlo({ backends, objectiveMs, traffic }: Scenario): { slo: Slo; from: SloSource } {
  if (objectiveMs !== undefined) return { slo: p99Within(objectiveMs), from: 'scenario' }
  const primaries = backends.filter(({ backup }) => !backup)
  const slowestMs = Math.max(...primaries.map(({ latency }) => quantile(latency)(0.99)))
  return { slo: p99Within(Math.min(Number((2 * slowestMs).toPrecision(2)), traffic.timeoutMs)), from: 'default' }
}

const p99Within = (ms: number): Slo => parseSlo(`p99 <= ${formatDuration(ms)}`)
