import { runContract } from '../../contract/run-contract.js'
import { answerThread } from '../../own/ask-thread.js'
import { beating } from '../../own/beating.js'
import { strategyOf } from '../../own/strategy-of.js'
import { userPosition } from '../../own/user-position.js'
import { findStrategy } from '../../strategies/index.js'
import type { StrategySource } from '../../strategies/source.js'
import type { Options } from '../../strategies/strategy.js'

export interface ContractQuestion {
  /** Of ours; counts where there is no source. */
  readonly strategy: string
  readonly source: StrategySource | undefined
  readonly options: Options
  readonly seed: number
}

/** Main of the thread in which a strategy is held against the contract; notes each result. */
answerThread(async ({ strategy, source, options, seed }: ContractQuestion, beat, note) => {
  const tested =
    source === undefined ? beating(findStrategy(strategy), beat) : await strategyOf(source, beat, 'unguarded')
  const position = source && ((thrown: unknown) => userPosition(thrown, source))
  runContract(tested, {
    options,
    seed,
    checked: note,
    nowMs: () => performance.now(),
    ...(position && { position }),
  })
})
