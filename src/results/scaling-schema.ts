import { z } from 'zod'
import { scalingMetricNames } from '../autoscale/scaling-metrics.js'

const number = z.number()
const known = number.nullable()
const estimate = z.object({ value: number, low: known, high: known, n: z.int().min(1) })

/** Autoscaling over rounds: `CandidateResult.scaling`. */
export const scalingSchema = z.object({
  metrics: z.record(z.enum(scalingMetricNames), estimate.nullable()),
  timeline: z.object({
    partMs: number,
    paid: z.array(number),
    serving: z.array(number),
    need: z.array(number).nullable(),
  }),
})

/** In one round: `RoundResult.scaling`. The numbers that nobody may be able to tell are null. */
export const roundScalingSchema = z.object({
  missedSeconds: number,
  missedRequests: number,
  backendSeconds: number,
  overProvisioning: known,
  oscillations: number,
  newcomerLoad: known,
  newcomerWorst: known,
})
