import { type DrillMetricName, drillMetricNames } from '../drill/drill-metrics.js'
import { nearest } from '../nearest.js'
import { drillInfo } from '../results/drill-info.js'
import { isDefaultName } from '../results/incidents-of.js'
import {
  type IncidentMetric,
  isScalingMetric,
  type PartMetricName,
  partInfo,
  partMetricNames,
} from '../results/metric-key.js'
import { scalingPart } from '../results/scaling-info.js'
import type { Word } from './tokens.js'

/** By the name that gates use, or that of results.json; undefined where it is none of incidents. */
export function drillMetric(name: string): DrillMetricName | undefined {
  return drillMetrics.get(name) ?? drillMetricNames.find(metric => metric === name)
}

/** The same, or of autoscaling. */
export function partMetric(name: string): PartMetricName | undefined {
  return partMetrics.get(name) ?? partMetricNames.find(metric => metric === name)
}

/** Metrics of incidents by the names that gates use. */
export const drillMetrics: ReadonlyMap<string, DrillMetricName> = new Map(
  drillMetricNames.map(name => [drillInfo[name].name, name]),
)

/** The same, and those of autoscaling, by the names that gates use. */
export const partMetrics: ReadonlyMap<string, PartMetricName> = new Map(
  partMetricNames.map(name => [partInfo(name).name, name]),
)

/** Which incidents there are, and which one is meant where a gate does not say. */
export interface Incidents {
  readonly incidents: readonly string[]
  readonly otherwise: string | undefined
}

/** What stands before a metric of an incident, read; `candidate` is undefined where nobody is named. */
export interface IncidentReference {
  readonly candidate: string | undefined
  readonly metric: IncidentMetric
}

/** What is wrong, and where in the gate, counted from 0. */
export interface Misread {
  readonly wrong: string
  readonly at: number
}

/**
 * Reads `[ who "." ] [ incident "." ]` before a metric of an incident. A name that may be an incident's or a candidate's is the
 * incident's; in quotes it is the candidate's. Without an incident: `otherwise`, or the only one there is.
 */
export function incidentReference(word: Word, name: PartMetricName, parts: Incidents): IncidentReference | Misread {
  const title = partInfo(name).name
  const { otherwise } = parts
  const incidents = parts.incidents.filter(part => (part === scalingPart) === isScalingMetric(name))
  if (incidents.length === 0) return { wrong: nothingOfIt(title, name), at: word.metricAt }
  const { candidate, incident } = partsOf(word, parts.incidents)
  if (incident !== undefined && parts.incidents.includes(incident) && !incidents.includes(incident))
    return { wrong: `${incident} has no ${title}, which is of ${incidents.join(', ')}`, at: word.metricAt }
  const unknown =
    incident === undefined ? mistyped(word, incidents) : incidents.includes(incident) ? undefined : incident
  if (unknown !== undefined) {
    const wrong = `no incident "${unknown}"; ${suggestion(unknown, incidents)}`
    return { wrong, at: word.metricAt - unknown.length - 1 }
  }
  const only = incidents.length === 1 ? incidents[0] : undefined
  const chosen = incident ?? (isScalingMetric(name) ? only : (otherwise ?? only))
  if (chosen !== undefined) return { candidate, metric: { incident: chosen, name } }
  return { wrong: `${title} of which incident? There are ${incidents.join(', ')}${missing(word)}`, at: word.at }
}

/** What was taken for a candidate may have been meant as an incident. */
function missing({ candidate, quoted }: Word): string {
  return candidate === undefined || quoted || isWho(candidate) ? '' : `, and no "${lastPart(candidate)}"`
}

const isWho = (candidate: string): boolean => candidate === 'all' || candidate === 'any'

function nothingOfIt(title: string, name: PartMetricName): string {
  if (isScalingMetric(name)) return `${title} is of autoscaling, and the scenario has no "scaling"`
  return `${title} is of an incident, and there is none`
}

function partsOf(
  { candidate, quoted, incident }: Word,
  incidents: readonly string[],
): { candidate: string | undefined; incident: string | undefined } {
  if (candidate === undefined || quoted) return { candidate, incident }
  const last = lastPart(candidate)
  if (!incidents.includes(last)) return { candidate, incident: undefined }
  return { candidate: candidate.slice(0, -last.length - 1) || undefined, incident: last }
}

/** A plain name, a dot, a name: no candidate, for files hold slashes, and options question marks. */
const isNobody = /^[\w:-]+\.[A-Za-z][\w-]*$/

/** What reads as a candidate, but cannot be one, or is the name of an incident, nearly or of another scenario. */
function mistyped({ candidate, quoted }: Word, incidents: readonly string[]): string | undefined {
  if (candidate === undefined || quoted) return undefined
  const last = lastPart(candidate)
  return isNobody.test(candidate) || isDefaultName(last) || nearest(last, incidents) !== undefined ? last : undefined
}

function suggestion(name: string, incidents: readonly string[]): string {
  const near = nearest(name, incidents)
  if (near !== undefined) return `did you mean "${near}"?`
  return incidents.length === 1 ? `there is ${incidents[0]}` : `there are ${incidents.join(', ')}`
}

const lastPart = (candidate: string): string => candidate.slice(candidate.lastIndexOf('.') + 1)
