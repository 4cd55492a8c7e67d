import type { CheckResult } from '../../contract/run-contract.js'
import { askThread } from '../../own/ask-thread.js'
import { inspectStrategy } from '../../own/inspect-strategy.js'
import { findStrategy } from '../../strategies/index.js'
import { parseOptions } from '../../strategies/options.js'
import { isStrategyFile } from '../../strategies/source.js'
import type { Io } from '../io.js'
import type { ContractQuestion } from './contract-thread.js'

/**
 * Runs the contract in a thread of its own.
 * @param text name or path, with its options
 * @param checked hears of each check once it is made
 * @throws LbbenchError STRATEGY_FILE or UNKNOWN_NAME, and STRATEGY_FAILED where the strategy does not come back
 */
export async function askContract(
  text: string,
  seed: number,
  io: Io,
  checked: (result: CheckResult) => void,
): Promise<CheckResult[]> {
  const [, name = '', optionText = ''] = /^([^?]*)(?:\?(.*))?$/s.exec(text)!
  const own = isStrategyFile(name) ? await inspectStrategy(name, io.cwd, io.signal) : undefined
  const strategy = own?.strategy ?? findStrategy(name)
  const options = parseOptions(strategy, optionText)
  const results: CheckResult[] = []
  const question: ContractQuestion = { strategy: strategy.name, source: own?.source, options, seed }
  await askThread({
    module: 'cli/own/contract-thread.js',
    question,
    source: own?.source ?? { path: '', label: strategy.name, sha256: '' },
    signal: io.signal,
    noted: (result: CheckResult) => {
      results.push(result)
      checked(result)
    },
  })
  return results
}
