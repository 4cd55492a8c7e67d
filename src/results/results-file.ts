import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { whyNotJson, whyUnread } from '../cannot-read.js'
import { LbbenchError } from '../errors.js'
import { writeAtomically } from './atomic-file.js'
import type { Results } from './results.js'
import { resultsSchema } from './results-schema.js'
import { resultsText } from './results-text.js'

export const resultsFileName = 'results.json'

/**
 * Writes `results.json` into a directory, atomically.
 * @throws LbbenchError OUTPUT
 */
export function writeResults(directory: string, results: Results): Promise<void> {
  return writeAtomically(join(directory, resultsFileName), resultsText(results))
}

/**
 * Reads results from a file, or from the `results.json` of a run's directory.
 * @throws LbbenchError RESULTS_FILE, naming the file and what is wrong with it
 */
export async function readResults(path: string): Promise<Results> {
  const file = await fileOf(path)
  return checked(file, parsed(file, await textOf(file)))
}

async function fileOf(path: string): Promise<string> {
  const found = await stat(path).catch(() => undefined)
  return found?.isDirectory() ? join(path, resultsFileName) : path
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    throw wrong(file, `cannot be read: ${whyUnread(error)}`, 'give the directory of a run, or its results.json')
  }
}

function parsed(file: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw wrong(file, `is not JSON: ${whyNotJson(error)}`, 'results are written whole or not at all: was it edited?')
  }
}

function checked(file: string, value: unknown): Results {
  const schema = (value as { schema?: unknown } | null)?.schema
  if (schema !== 'lbbench/results@1') {
    const found = typeof schema === 'string' ? `has the schema "${schema}"` : 'has no schema'
    throw wrong(
      file,
      `${found}; expected "lbbench/results@1"`,
      'was it written by lbbench, and by a version like this? "lbbench compare" writes it anew',
    )
  }
  const result = resultsSchema.safeParse(value)
  if (result.success) return filledIn(value, result.data) as Results
  const issue = result.error.issues[0]!
  throw wrong(
    file,
    `at ${issue.path.join('.') || 'the top'}: ${issue.message}`,
    'was it edited? "lbbench compare" writes it anew',
  )
}

/** As it was read, with what the schema fills in; a later version's keys stay, which the schema drops. */
function filledIn(read: unknown, parsed: unknown): unknown {
  if (Array.isArray(read) && Array.isArray(parsed)) return read.map((item, i) => filledIn(item, parsed[i]))
  if (!isObject(read) || !isObject(parsed)) return read
  const known = Object.entries(read).map(([key, value]) => [key, filledIn(value, parsed[key])])
  return { ...parsed, ...Object.fromEntries(known) }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

const wrong = (file: string, what: string, hint: string): LbbenchError =>
  new LbbenchError('RESULTS_FILE', `results file ${file} ${what}`, hint)
