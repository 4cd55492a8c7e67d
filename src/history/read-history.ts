import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { whyNotJson, whyUnread } from '../cannot-read.js'
import { LbbenchError } from '../errors.js'
import { metricNames } from '../results/results.js'
import type { HistoryLine } from './history-line.js'

/**
 * Every run of a history file, in the order of its lines; none where the file is empty.
 * @throws LbbenchError RESULTS_FILE, naming the file and the line that is no run
 */
export function readHistory(path: string): HistoryLine[] {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    const hint = '`lbbench compare --history FILE` writes one'
    throw new LbbenchError('RESULTS_FILE', `history ${path} cannot be read: ${whyUnread(error)}`, hint)
  }
  const lines = text.split('\n').map((line, i) => ({ line, at: `${path}:${i + 1}` }))
  return lines.filter(({ line }) => line.trim() !== '').map(({ line, at }) => readLine(line, at))
}

function readLine(line: string, at: string): HistoryLine {
  const value = parsed(line, at)
  const schema = (value as { schema?: unknown } | null)?.schema
  if (schema !== 'lbbench/history@1') {
    const found = typeof schema === 'string' ? `has the schema "${schema}"` : 'is no run of a history'
    throw wrong(at, `${found}; expected {"schema":"lbbench/history@1", ...}`)
  }
  const result = lineSchema.safeParse(value)
  if (result.success) return result.data
  const issue = result.error.issues[0]!
  throw wrong(at, `at ${issue.path.join('.')}: ${issue.message}`)
}

function parsed(line: string, at: string): unknown {
  try {
    return JSON.parse(line)
  } catch (error) {
    throw wrong(at, `is not JSON: ${whyNotJson(error)}`)
  }
}

const wrong = (at: string, what: string): LbbenchError =>
  new LbbenchError('RESULTS_FILE', `${at} ${what}`, 'give a file that only `--history` writes, or take that line out')

const count = z.int().min(0)

const lineSchema: z.ZodType<HistoryLine> = z.object({
  schema: z.literal('lbbench/history@1'),
  at: z.iso.datetime(),
  commit: z.string().nullable(),
  dirty: z.boolean().nullable(),
  scenario: z.object({ name: z.string(), hash: z.string(), seed: z.number(), rounds: z.int() }),
  machine: z.object({
    cpu: z.string(),
    cores: z.int(),
    os: z.string(),
    node: z.string(),
    lbbench: z.string(),
    autocannon: z.string(),
  }),
  candidates: z.record(z.string(), z.partialRecord(z.enum(metricNames), z.number())),
  virtual: z.array(z.string()),
  distrusted: z.array(z.string()),
  judgements: z.object({ pass: count, fail: count, inconclusive: count, invalid: count }),
})
