import { readFile, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { whyNotJson, whyUnread } from '../cannot-read.js'
import { LbbenchError } from '../errors.js'
import { writeAtomically } from '../results/atomic-file.js'
import { readResults } from '../results/results-file.js'
import type { Baseline, DecisionLog } from './baseline.js'
import { baselineSchema } from './baseline-schema.js'
import { readDecisions } from './decisions-file.js'
import { baselineOf } from './of-results.js'

/**
 * Writes a baseline, atomically.
 * @throws LbbenchError OUTPUT
 */
export function writeBaseline(path: string, baseline: Baseline): Promise<void> {
  return writeAtomically(path, `${JSON.stringify(baseline, null, 2)}\n`, 'give a file in a folder that can be written')
}

/**
 * Reads a baseline file; or one run, by its folder or its results.json, with what the folder tells of decisions.
 * @throws LbbenchError RESULTS_FILE, naming the file and what is wrong with it
 */
export async function readBaseline(path: string): Promise<Baseline> {
  if (await isFolder(path)) return baselineOf(await readResults(path), await decisionsBeside(path))
  const value = parsed(path, await textOf(path))
  const schema = (value as { schema?: unknown } | null)?.schema
  if (typeof schema === 'string' && schema.startsWith('lbbench/results@'))
    return baselineOf(await readResults(path), await decisionsBeside(path))
  return checked(path, value)
}

/**
 * What the candidates of a run decided, by its folder or its results.json; none where the folder does not say.
 * @throws LbbenchError RESULTS_FILE
 */
export async function decisionsBeside(path: string): Promise<readonly DecisionLog[]> {
  return readDecisions((await isFolder(path)) ? path : dirname(path))
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() === true
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    throw wrong(path, `cannot be read: ${whyUnread(error)}`)
  }
}

function parsed(path: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw wrong(path, `is not JSON: ${whyNotJson(error)}`)
  }
}

function checked(path: string, value: unknown): Baseline {
  const schema = (value as { schema?: unknown } | null)?.schema
  if (schema !== 'lbbench/baseline@1') {
    const found = typeof schema === 'string' ? `has the schema "${schema}"` : 'has no schema'
    throw wrong(path, `${found}; expected "lbbench/baseline@1", or the results of a run`)
  }
  const result = baselineSchema.safeParse(value)
  if (!result.success) {
    const issue = result.error.issues[0]!
    throw wrong(path, `at ${issue.path.join('.')}: ${issue.message}`, 'was it edited?')
  }
  return coherent(path, result.data)
}

/** What a schema cannot say: the runs belong together, and who is the control was measured in all. */
function coherent(path: string, baseline: Baseline): Baseline {
  const { runs, control } = baseline
  const hashes = new Set(runs.map(({ scenario }) => scenario.hash))
  if (hashes.size > 1) throw wrong(path, 'holds runs of different scenarios', 'was it edited?')
  const lacking = runs.findIndex(run => control !== null && !run.candidates.some(({ id }) => id === control))
  if (lacking >= 0) throw wrong(path, `has the control ${control}, which run ${lacking + 1} lacks`, 'was it edited?')
  return baseline
}

const wrong = (
  path: string,
  what: string,
  hint = '`lbbench baseline save FILE` writes one; the folder of a run, or its results.json, will do, too',
): LbbenchError => new LbbenchError('RESULTS_FILE', `baseline ${path} ${what}`, hint)
