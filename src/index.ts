export type { Scenario } from './scenario/scenario.js'
export type { Chooser, Options, Pool, RequestView, Strategy } from './strategies/strategy.js'
