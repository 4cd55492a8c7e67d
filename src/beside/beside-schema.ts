import { z } from 'zod'
import { partMetricNames } from '../results/metric-key.js'
import { metricNames } from '../results/results.js'

const text = z.string()
const number = z.number()
const known = number.nullable()
const estimate = z.object({ value: number, low: known, high: known, n: z.int().min(1) }).readonly()

const run = z.object({
  path: text,
  scenario: z.object({ name: text, hash: text, seed: number }),
  startedAt: text,
  rounds: z.int(),
  complete: z.boolean(),
})

const change = z.object({
  metric: z.enum([...metricNames, ...partMetricNames]),
  incident: text.exactOptional(),
  before: estimate.nullable(),
  after: estimate.nullable(),
  kind: z.enum(['ratio', 'difference']),
  change: estimate.nullable(),
  paired: z.boolean(),
  related: z.boolean(),
  tested: z.boolean(),
  p: known,
  pAdjusted: known,
  detectable: known,
  standing: z.enum(['better', 'worse', 'moved', 'same', '~', 'none']),
  open: z.object({ before: z.int(), after: z.int() }),
})

const candidate = z.object({
  before: text,
  after: text,
  outcome: z.enum(['same', 'better', 'worse', 'mixed', 'moved', 'unclear', 'control', 'none']),
  says: text,
  doubt: text.nullable(),
  changes: z.array(change),
})

/** What `lbbench report A B --format json` prints; `Beside` says what each part means. */
export const besideSchema = z.object({
  schema: z.literal('lbbench/beside@1'),
  says: text,
  before: run,
  after: run,
  alike: z.enum(['same-run', 'same-numbers', 'same-rounds', 'other']),
  sameQuestion: z.boolean(),
  differences: z.array(
    z.object({ about: z.enum(['scenario', 'run', 'machine', 'candidate']), what: text, before: text, after: text }),
  ),
  notes: z.array(z.object({ level: z.enum(['question', 'caution', 'note']), message: text })),
  control: text.nullable(),
  onlyBefore: z.array(text),
  onlyAfter: z.array(text),
  confidence: number,
  looks: z.int(),
  tests: z.int(),
  candidates: z.array(candidate),
})

/** The same as a type. */
export type StoredBeside = z.output<typeof besideSchema>

/** The same as JSON Schema: `docs/beside.schema.json`. */
export function besideJsonSchema(): object {
  return { title: 'lbbench results side by side', ...z.toJSONSchema(besideSchema, { io: 'input' }) }
}
