import { type DrillMetricName, type DrillValues, drillMetricNames } from '../../src/drill/drill-metrics.js'
import { incidentResults } from '../../src/results/incident-results.js'
import type { Results } from '../../src/results/results.js'
import { syntheticResults } from './synthetic.js'

/** One number a round; with a "+" it took at least that long. Null: it cannot be told. */
export type Series = readonly (number | string | null)[]

/** What incidents did to candidates, by candidate, incident and metric: as many rounds as the longest series. */
export type Drills = Readonly<
  Record<string, Readonly<Record<string, Readonly<Partial<Record<DrillMetricName, Series>>>>>>
>

/** Results of these drills, with metrics of the whole run from made requests. */
export function drilledResults(drills: Drills, world: 'live' | 'virtual' = 'virtual'): Results {
  const rounds = Math.max(
    ...Object.values(drills)
      .flatMap(one => Object.values(one).flatMap(allSeries))
      .map(s => s.length),
  )
  const made = syntheticResults(
    Object.keys(drills).map(candidate => ({ candidate, factor: 1, requests: 1000 })),
    rounds,
  )
  const candidates = made.candidates.map(candidate => {
    const own = drills[candidate.id]!
    const withIncidents = candidate.rounds.map(round => ({
      ...round,
      incidents: Object.entries(own).map(([incident, metrics]) => ({
        ...valuesOf(incident, metrics, round.round),
        twin: null,
      })),
    }))
    const befell = Object.keys(own).map((name, i) => {
      return { name, kind: 'crash' as const, fromMs: 2000 + 3000 * i, toMs: 4000 + 3000 * i, backends: ['b1'] }
    })
    return { ...candidate, world, rounds: withIncidents, incidents: incidentResults(befell, withIncidents, 0.95) }
  })
  return { ...made, candidates, warnings: [] }
}

const allSeries = (metrics: Readonly<Partial<Record<DrillMetricName, Series>>>): Series[] => Object.values(metrics)

function valuesOf(incident: string, metrics: Partial<Record<DrillMetricName, Series>>, round: number): DrillValues {
  const text = (name: DrillMetricName): string => String(metrics[name]?.[round] ?? '')
  const value = (name: DrillMetricName): number | null => (text(name) === '' ? null : Number.parseFloat(text(name)))
  return {
    incident,
    metrics: Object.fromEntries(drillMetricNames.map(name => [name, value(name)])) as DrillValues['metrics'],
    atLeast: (['detectionMs', 'recoveryMs'] as const).filter(name => text(name).endsWith('+')),
  }
}
