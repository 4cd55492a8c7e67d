import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { whyNotJson, whyUnread } from '../cannot-read.js'
import { LbbenchError } from '../errors.js'
import { writeAtomically } from '../results/atomic-file.js'
import type { DecisionLog } from './baseline.js'
import { decisionLogSchema } from './baseline-schema.js'

export const decisionsFileName = 'decisions.json'

const schema = z.object({ schema: z.literal('lbbench/decisions@1'), decisions: z.array(decisionLogSchema) })

/**
 * Writes what candidates decided into a run's folder, atomically.
 * @throws LbbenchError OUTPUT
 */
export function writeDecisions(folder: string, decisions: readonly DecisionLog[]): Promise<void> {
  const text = JSON.stringify({ schema: 'lbbench/decisions@1', decisions }, null, 2)
  return writeAtomically(join(folder, decisionsFileName), `${text}\n`)
}

/**
 * What the candidates of a run decided; none where its folder does not say, as that of a live run.
 * @throws LbbenchError RESULTS_FILE where the file is there, and is none
 */
export async function readDecisions(folder: string): Promise<readonly DecisionLog[]> {
  const file = join(folder, decisionsFileName)
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw wrong(file, `cannot be read: ${whyUnread(error)}`)
  })
  if (text === undefined) return []
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw wrong(file, `is not JSON: ${whyNotJson(error)}`)
  }
  const result = schema.safeParse(value)
  if (result.success) return result.data.decisions
  const issue = result.error.issues[0]!
  throw wrong(file, `at ${issue.path.join('.') || 'the top'}: ${issue.message}`)
}

const wrong = (file: string, what: string): LbbenchError =>
  new LbbenchError('RESULTS_FILE', `decisions ${file} ${what}`, 'was it edited? a run without the file is read, too')
