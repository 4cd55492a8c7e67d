import { resolve } from 'node:path'
import { LbbenchError } from '../errors.js'
import type { StrategySource } from '../strategies/source.js'
import type { Strategy } from '../strategies/strategy.js'
import { askThread } from './ask-thread.js'

/** What a user's strategy says of itself. */
export interface InspectedStrategy {
  readonly strategy: Omit<Strategy, 'start' | 'around'>
  readonly source: StrategySource
}

/**
 * Looks at the strategy in a file without letting its code into this thread: it may loop for ever, or end the process.
 * @param label the path as the user wrote it, relative to `folder`
 * @throws LbbenchError STRATEGY_FILE; see `loadStrategy`
 */
export async function inspectStrategy(label: string, folder: string, signal: AbortSignal): Promise<InspectedStrategy> {
  return inspectStrategyAt(resolve(folder, label), label, signal)
}

/**
 * The same, of a file that lies elsewhere than its label says.
 * @param path absolute
 * @param label what messages call it
 */
export async function inspectStrategyAt(path: string, label: string, signal: AbortSignal): Promise<InspectedStrategy> {
  const source = { path, label, sha256: '' }
  try {
    return await askThread({ module: 'own/inspect-thread.js', question: { path, label }, source, signal })
  } catch (error) {
    if (!(error instanceof LbbenchError) || error.code !== 'STRATEGY_FAILED') throw error
    throw new LbbenchError('STRATEGY_FILE', error.message, error.hint)
  }
}
