/** What `import ... from 'lbbench'` gives a strategy's file, wherever it lies. */
export { type CheckResult, type ContractOptions, type Finding, runContract } from '../contract/run-contract.js'
export { LbbenchError } from '../errors.js'
export { type Random, randomStream } from '../model/random.js'
export { defineStrategy, type StrategyDefinition, strategyApi } from '../strategies/define.js'
export { findStrategy, strategies } from '../strategies/index.js'
export { parseOptions } from '../strategies/options.js'
export {
  type Cause,
  type Chooser,
  type Family,
  families,
  type Knowledge,
  type OptionSpec,
  type Options,
  type Outcome,
  type Pool,
  type ProbeReport,
  type RequestView,
  type Services,
  type Strategy,
} from '../strategies/strategy.js'
