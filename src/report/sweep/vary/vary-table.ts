import { scalingMetricNames } from '../../../autoscale/scaling-metrics.js'
import { scalingPart } from '../../../results/scaling-info.js'
import { shortKeys } from '../../../sweep/vary/grid.js'
import { estimateOf } from '../../../sweep/vary/measured.js'
import type { Measure, Vary } from '../../../sweep/vary/vary.js'
import type { TextColumn } from '../text-table.js'
import { measureCell, measureName } from './measure-text.js'
import { hasSeveral, pointMark } from './vary-names.js'

/** The marks of all points, those on the front with a star; then their settings, then what came of them. */
export function varyTable(vary: Vary): { readonly first: TextColumn; readonly columns: readonly TextColumn[] } {
  const { variations, points, trade } = vary
  const front = new Set(trade?.front)
  const keys = shortKeys(variations)
  const candidates = { head: 'candidate', cells: points.map(({ id }) => id) }
  const measures = measuresOf(vary)
  const incidents = new Set(measures.map(({ incident }) => incident).filter(isIncident))
  const headOf = (measure: Measure): string =>
    isIncident(measure.incident) && incidents.size > 1
      ? `${measure.incident}: ${measureName(measure)}`
      : measureName(measure)
  return {
    first: { head: '', cells: points.map((_, k) => `${front.has(k) ? '* ' : ''}${pointMark(k)}`) },
    columns: [
      ...keys.map((head, i) => ({ head, cells: points.map(({ values }) => values[i]!) })),
      ...(hasSeveral(vary) ? [candidates] : []),
      ...measures.map(measure => ({
        head: headOf(measure),
        cells: points.map(point => measureCell(point, measure)),
      })),
    ],
  }
}

const isIncident = (name: string | null): boolean => name !== null && name !== scalingPart

/** What some point can tell: of autoscaling all of it, of incidents the usual four, and further ones where they are not 0 everywhere. */
function measuresOf({ points }: Vary): Measure[] {
  const names = [...new Set(points.flatMap(({ incidents }) => (incidents ?? []).map(({ name }) => name)))]
  const known = (measure: Measure): boolean => points.some(point => estimateOf(point, measure) !== null)
  const happens = (measure: Measure): boolean => points.some(point => (estimateOf(point, measure)?.value ?? 0) !== 0)
  const ofIncident = (incident: string): Measure[] => [
    ...(['detectionMs', 'wrongEjections', 'hurt', 'recoveryMs'] as const)
      .map((metric): Measure => ({ incident, metric }))
      .filter(known),
    ...(['lostSessions', 'retriesSpent'] as const).map((metric): Measure => ({ incident, metric })).filter(happens),
  ]
  const scaling = scalingMetricNames.map((metric): Measure => ({ incident: scalingPart, metric })).filter(known)
  const plain = names.length === 0 ? (['p50Ms', 'p99Ms', 'errorRate'] as const) : (['p99Ms', 'errorRate'] as const)
  return [...scaling, ...names.flatMap(ofIncident), ...plain.map((metric): Measure => ({ incident: null, metric }))]
}
