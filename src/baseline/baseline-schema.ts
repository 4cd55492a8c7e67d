import { z } from 'zod'
import { metricNames } from '../results/results.js'
import { resultsSchema } from '../results/results-schema.js'
import type { Baseline, DecisionLog } from './baseline.js'

const text = z.string()

const machine = z.object({ cpu: text, cores: z.int(), os: text, node: text, lbbench: text, autocannon: text })

const noise = z.object({ kind: z.enum(['ratio', 'difference']), sd: z.number().min(0) })

const calibration = z.object({
  scenarioHash: text,
  machine,
  candidate: text,
  measuredAt: text,
  pairs: z.int().min(1),
  metrics: z.partialRecord(z.enum(metricNames), noise),
})

/** What one trial decided, where a file comes from outside. */
export const decisionLogSchema: z.ZodType<DecisionLog> = z.object({
  candidate: text,
  round: z.int().min(0),
  seed: z.number(),
  decisions: z.int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/, 'expected a SHA-256, 64 hexadecimal digits'),
  deflated: z.base64().nullable(),
})

/** A baseline file, checked where it comes from outside; its runs as `resultsSchema` has them. */
export const baselineSchema: z.ZodType<Baseline> = z.object({
  schema: z.literal('lbbench/baseline@1'),
  savedAt: text,
  control: text.nullable(),
  machine,
  runs: z.array(resultsSchema).min(1),
  calibration: calibration.nullable().default(null),
  decisions: z.array(decisionLogSchema).default([]),
})

/** The same as JSON Schema: `docs/baseline.schema.json`. */
export function baselineJsonSchema(): object {
  return { title: 'lbbench baseline', ...z.toJSONSchema(baselineSchema, { io: 'input' }) }
}
