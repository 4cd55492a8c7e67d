import { randomStream } from '../model/random.js'
import { parseOptions } from '../strategies/options.js'
import type { Options, Strategy } from '../strategies/strategy.js'
import type { Check, Fault, Tools } from './check.js'
import { checks as allChecks } from './checks.js'
import { retainedBytes } from './retained-bytes.js'

/** What a strategy did that no strategy may. */
export interface Finding {
  /** Name of the check, e.g. "retries". */
  readonly check: string
  /** The rest of a sentence that begins with the strategy's name, e.g. `picked 99, where backends are 0 to 2`. */
  readonly what: string
  /** FILE:LINE:COLUMN of the code that threw, where it threw. */
  readonly where: string | undefined
  /** The smallest history that was found to show it: the pool, then a line a step. Empty where no history tells. */
  readonly history: readonly string[]
}

/** What came of one check; exactly one of the three, or none: then it holds. */
export interface CheckResult {
  readonly check: string
  /** What a strategy must do, as in "it ...". */
  readonly title: string
  readonly finding?: Finding
  /** Why the check is not made. */
  readonly excused?: string
  /** What was seen beside, e.g. what a pick costs. */
  readonly remark?: string
}

export interface ContractOptions {
  /** Of the strategy; its defaults where left out. */
  readonly options?: Options
  /** Those that are made; all where left out. Each draws histories of its own, whichever others are made. */
  readonly checks?: readonly Check[]
  /** Of all histories: the same seed plays the same. 1 where left out. */
  readonly seed?: number
  /** Hears of each check once it is made. */
  readonly checked?: (result: CheckResult) => void
  /** A clock, ms; with one, remarks tell what picks cost. */
  readonly nowMs?: () => number
  /** How to say where an error was thrown; the first line of its stack where left out. */
  readonly position?: (thrown: unknown) => string | undefined
}

/**
 * Holds a strategy against what lbbench asks of every strategy: each check plays histories, drawn from the seed, as a
 * balancer would. Takes a few seconds. Returns what was found, nothing where it keeps the contract.
 */
export function runContract(strategy: Strategy, options: ContractOptions = {}): Finding[] {
  const subject = { strategy, options: options.options ?? parseOptions(strategy, '') }
  return (options.checks ?? allChecks).flatMap(check => {
    const tools: Tools = { random: randomStream(options.seed ?? 1, check.name), retainedBytes, nowMs: options.nowMs }
    const excused = check.excused?.(strategy)
    const outcome = excused === undefined ? check.run(subject, tools) : undefined
    const result = {
      check: check.name,
      title: check.title,
      ...(excused !== undefined && { excused }),
      ...told(check, outcome, options),
    }
    options.checked?.(result)
    return result.finding === undefined ? [] : [result.finding]
  })
}

function told(
  check: Check,
  outcome: Fault | string | undefined,
  { position = firstFrame }: ContractOptions,
): Pick<CheckResult, 'finding' | 'remark'> {
  if (outcome === undefined) return {}
  if (typeof outcome === 'string') return { remark: outcome }
  const { what, thrown, history, of } = outcome
  const where = thrown === undefined ? undefined : position(thrown)
  const pool =
    of &&
    `${of.weights.length === 1 ? '1 backend' : `${of.weights.length} backends`} of weights ${of.weights.join(', ')}${of.weightScale === 1 ? '' : ` (times ${of.weightScale})`}, seed ${of.seed}`
  return { finding: { check: check.name, what, where, history: pool === undefined ? history : [pool, ...history] } }
}

function firstFrame(thrown: unknown): string | undefined {
  const stack = thrown instanceof Error ? (thrown.stack ?? '') : ''
  return /^ +at .*?\(?((?:file:\/\/)?\/[^()\s]+:\d+:\d+)\)?$/m.exec(stack)?.[1]
}
