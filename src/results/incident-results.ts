import { drillMetricNames } from '../drill/drill-metrics.js'
import type { Incident } from '../model/incident.js'
import { intervalOf } from '../stats/inference.js'
import { inferMetric } from './estimates.js'
import type { IncidentResult } from './incident-result.js'
import { atLeastOf, type RoundMetrics } from './metric-key.js'

/** An incident with the names of those it befell. */
export type Befallen = Pick<IncidentResult, 'name' | 'kind' | 'fromMs' | 'toMs' | 'backends'>

/** In order of time; those that begin together as in the scenario. */
export function befallen(incidents: readonly Incident[], backends: readonly string[]): Befallen[] {
  return [...incidents]
    .sort((a, b) => a.fromMs - b.fromMs)
    .map(({ name, kind, fromMs, toMs, backends: befell }) => {
      return { name, kind, fromMs, toMs, backends: befell.map(backend => backends[backend]!) }
    })
}

/** What each incident did over rounds, with intervals of this confidence; null where no round can tell a metric. */
export function incidentResults(
  incidents: readonly Befallen[],
  rounds: readonly RoundMetrics[],
  level: number,
): IncidentResult[] {
  return incidents.map(one => {
    const incident = one.name
    const estimates = drillMetricNames.map(name => {
      const inference = inferMetric(rounds, { incident, name })
      return [name, inference === undefined ? null : intervalOf(inference, level)]
    })
    const open = (name: 'detectionMs' | 'recoveryMs'): number => atLeastOf(rounds, { incident, name })
    return {
      ...one,
      metrics: Object.fromEntries(estimates) as IncidentResult['metrics'],
      atLeast: { detectionMs: open('detectionMs'), recoveryMs: open('recoveryMs') },
    }
  })
}
