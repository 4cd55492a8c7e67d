import type { BalancerSpec } from '../../../model/balancer-spec.js'
import type { Scenario } from '../../../scenario/scenario.js'
import type { Options } from '../../../strategies/strategy.js'
import type { Eyes, Hands } from './running.js'
import type { Policy, Setup } from './trial-setup.js'

/** A balancer that is not ours: how it is run, what it can do, and how it is told. */
export interface Product {
  /** Of the engine, e.g. "nginx". */
  readonly name: string
  /** As people write it, e.g. "HAProxy". */
  readonly title: string
  /** One line for `lbbench list engines`. */
  readonly summary: string
  readonly program: string
  /** How to get it, e.g. "apt-get install nginx-light". */
  readonly install: string
  /** Arguments that make it print its version, and where that stands. */
  readonly versionArgs: readonly string[]
  readonly version: RegExp
  readonly configFile: string
  /** Run it in the foreground on `configFile` in `folder`. */
  args(folder: string, listen: Setup['listen']): readonly string[]
  /** Added to the environment. */
  readonly env?: Readonly<Record<string, string>>
  /** What its log says of a configuration it does not like, in a group. */
  readonly complaint: RegExp
  /** What its log says of a worker that is gone and was replaced, in a group. */
  readonly lostWorker?: RegExp
  /** How it is told to choose as one of our strategies does; a sentence where it cannot. */
  policyOf(wanted: WantedPolicy): Policy | string
  /** A sentence where it cannot do what the scenario wants of a balancer. */
  lacks(spec: BalancerSpec, wanted: Wanted): string | undefined
  configure(setup: Setup): string
  /** How a configuration of the user's is run. */
  runOwn(own: OwnConfiguration): OwnRun
  /** How its pool is changed while it runs; absent where lbbench cannot, and then it `lacks` that. */
  readonly hands?: Hands
  /** How one sees what it does; absent where nobody can. */
  readonly eyes?: Eyes
}

/** A configuration of the user's, at an absolute path. */
export interface OwnConfiguration {
  readonly path: string
  readonly text: string
}

export interface OwnRun {
  args(folder: string): readonly string[]
  /** What `configFile` in the folder holds, where it needs one beside the user's. */
  readonly text: string | undefined
}

export interface WantedPolicy {
  /** One of our strategies and its options, complete. */
  readonly strategy: string
  readonly options: Options
  /** What is installed; undefined where nothing is. */
  readonly version: string | undefined
}

export interface Wanted extends WantedPolicy {
  readonly scenario: Scenario
}
