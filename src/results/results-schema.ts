import { z } from 'zod'
import { type BalancerStats, noStats } from '../model/balancer-stats.js'
import { incidentSchema, roundIncidentSchema, timelineSchema } from './incident-schema.js'
import { partMetricNames } from './metric-key.js'
import { type MetricName, metricNames, type Results, sessionMetricNames, twinMetrics } from './results.js'
import { roundScalingSchema, scalingSchema } from './scaling-schema.js'

const text = z.string()
const number = z.number()
const known = number.nullable()
const metric = z.enum(metricNames)
/** A metric of the run, or of one of its incidents. */
const ofIncident = { metric: z.enum([...metricNames, ...partMetricNames]), incident: text.exactOptional() }

/** Files from before there were sessions lack the metrics of sessions. */
function metricsOf<T extends z.ZodType>(value: T): z.ZodType<Record<MetricName, z.output<T> | null>> {
  const later = new Set<MetricName>(sessionMetricNames)
  const shape = metricNames.map(name => [name, later.has(name) ? value.nullable().default(null) : value.nullable()])
  return z.object(Object.fromEntries(shape)) as unknown as z.ZodType<Record<MetricName, z.output<T> | null>>
}

const estimate = z.object({ value: number, low: known, high: known, n: z.int().min(1) })

const guard = z.object({
  overheadMeanMs: known,
  overheadP99Ms: known,
  overheadShare: known,
  lateP99Ms: known,
  balancerUtilisation: known,
  generatorUtilisation: number,
  backendUtilisation: known,
  waitedForSocket: number,
  notSent: number,
  achievedOverPlanned: known,
  foreignCores: known,
  cpuPressure: known,
})

const scenario = z.object({
  name: text,
  description: text,
  seed: number,
  durationMs: number,
  warmupMs: number,
  load: text,
  served: text.nullable().default(null),
  balancer: text.default(''),
  timeoutMs: known.default(null),
  objectiveMs: known.default(null),
  offeredLoad: number.nullable().default(null),
  backends: z.array(z.object({ name: text, weight: number, summary: text })),
  hash: text,
})

const environment = z.object({
  command: text,
  lbbench: text,
  node: text,
  autocannon: text,
  os: text,
  cpu: text,
  cores: number,
  startedAt: text,
})

const distribution = z
  .object({ n: z.int(), share: z.array(number), ms: z.array(number), low: z.array(number), high: z.array(number) })
  .nullable()
  .default(null)

const twinMetric = z.enum(twinMetrics)

const round = z.object({
  round: z.int(),
  seed: number,
  attempt: z.int(),
  metrics: metricsOf(number),
  guard: guard.nullable(),
  twin: z.record(twinMetric, known).nullable().default(null),
  incidents: z.array(roundIncidentSchema).exactOptional(),
  scaling: roundScalingSchema.exactOptional(),
})

const twinGap = z.object({ twin: estimate, ratio: estimate, differenceMs: estimate })

const ideal = z.object({
  p50Ms: estimate.nullable(),
  p99Ms: estimate.nullable(),
  meanMs: estimate.nullable(),
  distribution,
  rounds: z.array(z.object({ round: z.int(), p50Ms: known, p99Ms: known, meanMs: known })),
})

// What a later version counts, an earlier one did not.
const balancer = z.object(
  Object.fromEntries(Object.keys(noStats()).map(name => [name, number.default(0)])) as Record<
    keyof BalancerStats,
    z.ZodDefault<z.ZodNumber>
  >,
)

const candidate = z.object({
  id: text,
  engine: text,
  world: z.enum(['live', 'virtual']).default('live'),
  strategy: text,
  options: z.record(text, z.union([number, text, z.boolean()])),
  source: z.object({ file: text, sha256: text }).nullable().default(null),
  software: z.object({ name: text, version: text, configuration: text }).nullable().default(null),
  metrics: metricsOf(estimate),
  errors: z.record(text, z.int()),
  backends: z.array(z.object({ name: text, requests: z.int(), share: number })),
  guard: guard.nullable(),
  twin: z.record(twinMetric, twinGap.nullable()).nullable().default(null),
  balancer: balancer.nullable().default(null),
  overIdeal: z.object({ p99Ms: estimate.nullable(), meanMs: estimate.nullable() }).nullable().default(null),
  rounds: z.array(round),
  setAside: z.array(z.int()).default([]),
  distribution,
  twinDistribution: distribution,
  incidents: z.array(incidentSchema).exactOptional(),
  scaling: scalingSchema.exactOptional(),
  timeline: timelineSchema.exactOptional(),
})

const warning = z.object({
  code: text,
  level: z.enum(['caution', 'invalid']),
  candidate: text.nullable(),
  round: z.int().nullable(),
  message: text,
})

const verdict = z.object({
  gate: text,
  judgement: z.enum(['pass', 'fail', 'inconclusive', 'invalid']),
  reason: text,
  evidence: z
    .object({
      candidate: text,
      ...ofIncident,
      kind: z.enum(['value', 'ratio', 'difference']),
      estimate,
      operator: z.enum(['<=', '<', '>=', '>']),
      limit: number,
      p: known,
      pAdjusted: known,
    })
    .nullable()
    .default(null),
  told: z.literal(true).exactOptional(),
})

const comparison = z.object({
  candidate: text,
  reference: text,
  metric,
  kind: z.enum(['ratio', 'difference']),
  estimate,
  p: known,
  pAdjusted: known,
  differs: z.boolean(),
  detectable: known,
})

const until = z.object({
  targets: z.array(text),
  reached: z.boolean(),
  looks: z.object({ planned: z.int(), done: z.int() }),
  maxRounds: z.int(),
  maxTimeMs: number,
  widest: z
    .object({ target: text, ...ofIncident, candidate: text, reference: text.nullable(), reach: known })
    .nullable(),
})

/** A comparison as files held it before there were p-values: a ratio alone. */
const earlierComparison = z
  .object({ candidate: text, reference: text, metric, ratio: estimate, differs: z.boolean() })
  .transform(({ ratio, ...rest }) => ({
    ...rest,
    kind: 'ratio' as const,
    estimate: ratio,
    p: null,
    pAdjusted: null,
    detectable: null,
  }))

/**
 * `results.json`, checked where a file comes from outside. Keys it does not know (a later version's) are dropped; what files
 * from before virtual time lack is filled in.
 */
export const resultsSchema: z.ZodType<Results> = z.object({
  schema: z.literal('lbbench/results@1'),
  scenario,
  environment,
  complete: z.boolean(),
  rounds: z.object({ planned: z.int(), done: z.int() }),
  intervals: z.object({ confidence: number, looks: z.int() }).default({ confidence: 0.95, looks: 1 }),
  until: until.nullable().default(null),
  candidates: z.array(candidate),
  ideal: ideal.nullable().default(null),
  refused: z.array(z.object({ candidate: text, reason: text })),
  stopped: z.array(z.object({ candidate: text, round: z.int(), reason: text })).default([]),
  comparisons: z.array(z.union([comparison, earlierComparison])),
  warnings: z.array(warning),
  verdicts: z.array(verdict),
})

/** The same as JSON Schema: `docs/results.schema.json`. */
export function resultsJsonSchema(): object {
  return { title: 'lbbench results', ...z.toJSONSchema(resultsSchema, { io: 'input' }) }
}
