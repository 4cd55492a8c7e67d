import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { LbbenchError } from '../errors.js'
import { defineStrategy, type StrategyDefinition } from '../strategies/define.js'
import { describeThrown } from '../strategies/describe-thrown.js'
import { isStrategyFile, type StrategySource, strategyEndings } from '../strategies/source.js'
import type { Strategy } from '../strategies/strategy.js'
import { evaluate } from './evaluate.js'
import { labelOf, userPosition } from './user-position.js'

/** A strategy of the user's, and where it came from. */
export interface LoadedStrategy {
  readonly strategy: Strategy
  readonly source: StrategySource
}

/** Who never gets to the end of his file, e.g. awaits what never comes, is given up after so long, ms. */
const patienceMs = 10_000

/**
 * The strategy in a file of TypeScript or JavaScript, with no build: its default export, or its only one that is a strategy.
 * The file is run anew each time, so nothing of an earlier trial is left in its variables.
 * @param path absolute
 * @param label the path as the user wrote it
 * @throws LbbenchError STRATEGY_FILE: not found, does not parse, throws, or holds no strategy; with line and column
 */
export async function loadStrategy(path: string, label: string): Promise<LoadedStrategy> {
  const content = await contentOf(path, label)
  checkEnding(path, label)
  const source = { path, label, sha256: createHash('sha256').update(content).digest('hex') }
  return { strategy: strategyIn(await exportsOf(source, content.toString()), source), source }
}

async function contentOf(path: string, label: string): Promise<Buffer> {
  try {
    return await readFile(path)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') throw wrong(`there is no file ${label}`, `"lbbench init strategy ${label}" makes one`)
    throw wrong(code === 'EISDIR' ? `${label} is a folder, not a file` : `${label} cannot be read: ${message}`)
  }
}

/** A note, a scenario, a table: run as JavaScript they would only be called mistakes in it. A file without any ending may be a script. */
function checkEnding(path: string, label: string): void {
  const ending = extname(path)
  if (ending !== '' && !isStrategyFile(`x${ending}`))
    throw wrong(`${label} is no strategy: it ends in ${ending}`, `a strategy is a file that ends in ${strategyEndings}`)
}

async function exportsOf(source: StrategySource, text: string): Promise<Record<string, unknown>> {
  let late: NodeJS.Timeout | undefined
  const givenUp = new Promise<never>((_, reject) => {
    late = setTimeout(() => reject(wrong(`${source.label} is still loading after ${patienceMs / 1000} s`)), patienceMs)
  })
  try {
    return await Promise.race([evaluate(source.path, text), givenUp])
  } catch (error) {
    throw loadFault(error, source)
  } finally {
    clearTimeout(late)
  }
}

/** jiti reports what does not parse in its message, `ParseError: what \n file:line:col`; all else by the stack. */
function loadFault(error: unknown, source: StrategySource): LbbenchError {
  const [, what, file, line, offset] = /ParseError: (.*?)\s*\n\s*(\S.*?):(\d+):(\d+)\s*$/.exec(messageOf(error)) ?? []
  if (what !== undefined)
    return wrong(`${labelOf(file!, source)}:${line}:${Number(offset) + 1} does not parse: ${what.replace(/\.$/, '')}`)
  const position = userPosition(error, source)
  const at = position === undefined ? '' : ` at ${position}`
  if (error instanceof LbbenchError) return wrong(`${position ?? source.label}: ${error.message}`, error.hint)
  const { code } = (error ?? {}) as { code?: unknown }
  if (code === 'MODULE_NOT_FOUND' || code === 'ERR_MODULE_NOT_FOUND')
    return wrong(`${source.label} cannot be loaded: ${messageOf(error).split('\n')[0]}${at}`)
  return wrong(`${source.label} threw ${describeThrown(error)} while it was loaded${at}`)
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : ''
}

function strategyIn(exported: Record<string, unknown>, source: StrategySource): Strategy {
  // `module.exports = { name, ... }` is the exports themselves.
  if (looksLikeStrategy(exported)) return checked(exported as unknown as StrategyDefinition, source)
  const { default: main, ...named } = exported
  const found = main !== undefined ? [main] : Object.values(named).filter(looksLikeStrategy)
  const hint = 'write: export default defineStrategy({ name, summary, start }); "lbbench init strategy" shows how'
  if (found.length === 0) throw wrong(`${source.label} exports no strategy`, hint)
  if (found.length > 1)
    throw wrong(`${source.label} exports ${found.length} strategies`, 'export one of them as default')
  if (!looksLikeStrategy(found[0])) throw wrong(`the default export of ${source.label} is not a strategy`, hint)
  return checked(found[0] as StrategyDefinition, source)
}

/** Whether it was meant as one; what is wrong with it is for `defineStrategy` to say. */
function looksLikeStrategy(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'start' in value
}

/** Also what was written down as a plain object. */
function checked(definition: StrategyDefinition, source: StrategySource): Strategy {
  try {
    const strategy = defineStrategy(definition)
    if (strategy.name !== 'ideal') return strategy
    throw wrong('"ideal" is the name of the queue that all are held against')
  } catch (error) {
    if (!(error instanceof LbbenchError)) throw error
    throw wrong(`${source.label}: ${error.message}`, error.hint)
  }
}

function wrong(message: string, hint?: string): LbbenchError {
  return new LbbenchError('STRATEGY_FILE', message, hint)
}
