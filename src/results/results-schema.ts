import { z } from 'zod'
import { metricNames, type Results } from './results.js'

const text = z.string()
const number = z.number()
const known = number.nullable()
const metric = z.enum(metricNames)

const estimate = z.object({ value: number, low: known, high: known, n: z.int().min(1) })

const guard = z.object({
  overheadMeanMs: known,
  overheadP99Ms: known,
  overheadShare: known,
  lateP99Ms: known,
  balancerUtilisation: number,
  generatorUtilisation: number,
  backendUtilisation: number,
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
})

const round = z.object({
  round: z.int(),
  seed: number,
  attempt: z.int(),
  metrics: z.record(metric, known),
  guard,
})

const candidate = z.object({
  id: text,
  engine: text,
  strategy: text,
  options: z.record(text, z.union([number, text, z.boolean()])),
  metrics: z.record(metric, estimate.nullable()),
  errors: z.record(text, z.int()),
  backends: z.array(z.object({ name: text, requests: z.int(), share: number })),
  guard,
  rounds: z.array(round),
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
})

/** `results.json`, checked where a file comes from outside. Keys it does not know (a later version's) are dropped. */
export const resultsSchema: z.ZodType<Results> = z.object({
  schema: z.literal('lbbench/results@1'),
  scenario,
  environment,
  startedAt: text,
  complete: z.boolean(),
  rounds: z.object({ planned: z.int(), done: z.int() }),
  candidates: z.array(candidate),
  refused: z.array(z.object({ candidate: text, reason: text })),
  comparisons: z.array(z.object({ candidate: text, reference: text, metric, ratio: estimate, differs: z.boolean() })),
  warnings: z.array(warning),
  verdicts: z.array(verdict),
})

/** The same as JSON Schema: `docs/results.schema.json`. */
export function resultsJsonSchema(): object {
  return { title: 'lbbench results', ...z.toJSONSchema(resultsSchema, { io: 'input' }) }
}
