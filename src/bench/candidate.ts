import { LbbenchError } from '../errors.js'
import { nearest } from '../nearest.js'
import { findStrategy } from '../strategies/index.js'
import { parseOptions } from '../strategies/options.js'
import { isStrategyFile, type StrategySource } from '../strategies/source.js'
import type { Options, Strategy } from '../strategies/strategy.js'
import { withoutLabel } from './candidate-label.js'
import { type CandidateSticky, checkSticky, takeSticky } from './candidate-sticky.js'
import { configuredEngines } from './engine-names.js'
import { parseTarget, type Target, targetPrefix } from './target.js'

/** The strategy that is none, in virtual time only: one central queue before all workers. */
export const idealStrategy = 'ideal'

/** One row of every report: `[engine:]strategy[?option=value&...][#label]`, or `target:URL[#label]`. */
export interface Candidate {
  /** As the user wrote it, label and all, e.g. "p2c?choices=3#b"; unique in a run. */
  readonly id: string
  /** E.g. "embedded". */
  readonly engine: string
  /** Canonical strategy name, e.g. "lc", or `ideal`; of a configuration its path, of a target `unknown`. */
  readonly strategy: string
  /** Every option of the strategy, defaults filled in. */
  readonly options: Options
  /** Where the strategy, or the configuration, comes from, unless it is one of ours. */
  readonly source?: StrategySource
  /** In place of the scenario's stickiness, where the candidate says so; `scenarioFor` applies it. */
  readonly sticky?: CandidateSticky
  /** A balancer that is there already, and where. */
  readonly target?: Target
}

/** Strategies of the user's that somebody has looked at, by the path as they wrote it. */
export type OwnStrategies = ReadonlyMap<
  string,
  { readonly strategy: Omit<Strategy, 'start' | 'around'>; readonly source: StrategySource }
>

/** Configurations of real balancers, by the path as the user wrote it. */
export type OwnConfigurations = ReadonlyMap<string, StrategySource>

/** A candidate as written, taken apart. */
interface Written {
  readonly id: string
  /** Undefined where none is written. */
  readonly engine: string | undefined
  /** Name, alias, path of a file, or URL of a target. */
  readonly strategy: string
  /** What stands behind the "?". */
  readonly options: string
}

/** What every report holds its candidates against. */
export const idealCandidate: Candidate = { id: idealStrategy, engine: 'virtual', strategy: idealStrategy, options: {} }

const nobody: OwnStrategies = new Map()
const nothing: OwnConfigurations = new Map()

/** The paths of strategies among the candidates of a list, each once: what `parseCandidates` wants loaded. */
export function strategyFilesIn(list: string): string[] {
  return filesIn(list, false)
}

/** The paths of configurations among them: "nginx:./site.conf". */
export function configurationFilesIn(list: string): string[] {
  return filesIn(list, true)
}

function filesIn(list: string, configured: boolean): string[] {
  const written = list.split(',').map(id => takenApart(id.trim()))
  const wanted = written.filter(
    ({ engine = '' }) => !/^(target|https?)$/i.test(engine) && configuredEngines.includes(engine) === configured,
  )
  const paths = wanted.map(({ strategy }) => strategy).filter(configured ? isConfigurationFile : isStrategyFile)
  return [...new Set(paths)]
}

/** "./site.conf", "../haproxy.cfg", "/etc/nginx/nginx.conf", "Caddyfile". */
function isConfigurationFile(text: string): boolean {
  return text.includes('/') || /\.(conf|cfg|json|ya?ml|toml|caddy|caddyfile)$|^Caddyfile$/i.test(text)
}

/**
 * Candidates from a comma-separated list, e.g. "rr,lc,p2c?choices=3".
 * @param engines names of the engines there are; the first one is meant where none is written. `ideal` means `virtual:ideal`.
 * @param own what the paths in the list stand for
 * @param configurations the same, of those behind a real balancer's name
 * @throws LbbenchError USAGE or UNKNOWN_NAME, naming the part that is wrong
 */
export function parseCandidates(
  list: string,
  engines: readonly string[],
  own: OwnStrategies = nobody,
  configurations: OwnConfigurations = nothing,
): Candidate[] {
  const ids = list.split(',').map(id => id.trim())
  if (ids.some(id => id === ''))
    throw new LbbenchError(
      'USAGE',
      `--strategies "${list}" has an empty entry`,
      'write names separated by commas: rr,lc,iphash',
    )
  const twice = ids.find((id, i) => ids.indexOf(id) !== i)
  if (twice !== undefined)
    throw new LbbenchError(
      'USAGE',
      `--strategies names "${twice}" twice`,
      `each candidate is one row of the report; ${withoutLabel(twice)}#b is the same under another name`,
    )
  return ids.map(id => parseCandidate(takenApart(id), engines, own, configurations))
}

/** A path may hold ":" itself, so one that begins like a path has no engine before it; a URL may hold anything. */
function takenApart(id: string): Written {
  const named = withoutLabel(id)
  if (named.startsWith(targetPrefix))
    return { id, engine: 'target', strategy: named.slice(targetPrefix.length), options: '' }
  const isPath = /^\.{0,2}\//.test(named)
  const [, engine, strategy, options = ''] = (
    isPath ? /^()([^?]*)(?:\?(.*))?$/s : /^(?:([^:?]*):)?([^?]*)(?:\?(.*))?$/s
  ).exec(named)!
  return { id, engine: isPath ? undefined : engine, strategy: strategy!, options }
}

const noOptions = 'leave out the "?" and what follows it'

function parseCandidate(
  written: Written,
  engines: readonly string[],
  own: OwnStrategies,
  configurations: OwnConfigurations,
): Candidate {
  const { id, strategy: name, options } = written
  const isIdeal = name.toLowerCase() === idealStrategy
  const engine = written.engine ?? (isIdeal ? 'virtual' : engines[0]!)
  if (!engines.includes(engine)) throw unknownEngine(engine, id, engines)
  if (engine === 'target') return { id, engine, strategy: 'unknown', options: {}, target: parseTarget(name) }
  const configuration = configuredEngines.includes(engine) ? configurations.get(name) : undefined
  if (configuration !== undefined && options !== '')
    throw new LbbenchError('USAGE', `"${id}" gives options to a configuration, which has none`, noOptions)
  if (configuration !== undefined) return { id, engine, strategy: name, options: {}, source: configuration }
  if (isIdeal && options !== '')
    throw new LbbenchError('USAGE', `"${id}" gives options to ideal, which has none`, noOptions)
  if (isIdeal) return { id, engine, strategy: idealStrategy, options: {} }
  const loaded = own.get(name)
  if (loaded !== undefined) {
    const { strategy, source } = loaded
    return { id, engine, strategy: strategy.name, ...optionsOf(strategy, options), source }
  }
  const strategy = findStrategy(name)
  const parsed = optionsOf(strategy, options)
  // Options that do not go together are refused now, not in the first trial.
  strategy.around?.(parsed.options)
  if (parsed.sticky !== undefined) checkSticky(strategy, parsed.options)
  return { id, engine, strategy: strategy.name, ...parsed }
}

/** What the strategy takes, and what is said of stickiness beside it. */
function optionsOf(strategy: Omit<Strategy, 'start' | 'around'>, text: string): Pick<Candidate, 'options' | 'sticky'> {
  const { sticky, rest } = takeSticky(strategy, text)
  return { options: parseOptions(strategy, rest), ...(sticky && { sticky }) }
}

function unknownEngine(engine: string, id: string, engines: readonly string[]): LbbenchError {
  if (engine === 'target')
    return new LbbenchError(
      'USAGE',
      `"${id}" is a real balancer, and nothing here runs live`,
      'lbbench compare runs it',
    )
  if (/^https?$/i.test(engine)) return new LbbenchError('USAGE', `"${id}" is a URL: write ${targetPrefix}${id}`)
  const guess = nearest(engine, engines)
  const hint = `engines: ${engines.join(', ')}`
  return new LbbenchError(
    'UNKNOWN_NAME',
    `unknown engine "${engine}" in "${id}"${guess ? `; did you mean "${guess}"?` : ''}`,
    hint,
  )
}
