import { z } from 'zod'
import { drillMetricNames } from '../drill/drill-metrics.js'
import { incidentKinds } from '../model/incident.js'

const text = z.string()
const number = z.number()
const known = number.nullable()

// A later version may know more metrics; the ones of this one it has all.
const drillMetric = z.enum(drillMetricNames)
const timed = z.enum(['detectionMs', 'recoveryMs'])

/** An incident in one round: `RoundResult.incidents`. */
export const roundIncidentSchema = z.object({
  incident: text,
  metrics: z.record(drillMetric, known),
  atLeast: z.array(timed),
  twin: z.record(drillMetric, known).nullable().default(null),
})

/** An incident over rounds: `CandidateResult.incidents`. */
export const incidentSchema = z.object({
  name: text,
  kind: z.enum(incidentKinds),
  fromMs: number,
  toMs: number,
  backends: z.array(text),
  metrics: z.record(drillMetric, z.object({ value: number, low: known, high: known, n: z.int().min(1) }).nullable()),
  atLeast: z.record(timed, z.int()),
})

const perWindow = z.array(number)
const knownPerWindow = z.array(known)

/** `CandidateResult.timeline`. */
export const timelineSchema = z.object({
  windowMs: number,
  p50Ms: knownPerWindow,
  p99Ms: knownPerWindow,
  ratePerSecond: perWindow,
  errorRate: knownPerWindow,
  errors: z.record(text, perWindow),
  backends: z.array(
    z.object({ name: text, share: knownPerWindow, inFlight: perWindow, out: perWindow.nullable().default(null) }),
  ),
})
