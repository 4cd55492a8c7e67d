import { LbbenchError } from '../errors.js'
import { didYouMean } from '../nearest.js'
import { checkOptionSpecs } from './define-options.js'
import { families, type Knowledge, type Strategy } from './strategy.js'

/** The version of what stands between a strategy and lbbench: `Strategy`, `Chooser` and all they name. */
export const strategyApi = 1

/** A strategy as its author writes it: what is left out is filled in. Aliases, products and what stands around are ours. */
export type StrategyDefinition = Pick<Strategy, 'name' | 'summary' | 'start'> &
  Partial<Pick<Strategy, 'reference' | 'family' | 'knows' | 'fixedWeights' | 'partial' | 'options'>> & {
    /** The version of this interface it was written for, 1 so far; 1 where it is left out. */
    readonly api?: 1
  }

/**
 * Checks a strategy and fills in what its author left out: `family` own, `knows` nothing, `reference` its own.
 * @throws LbbenchError STRATEGY_FILE, saying which field is wrong and what it should be
 */
export function defineStrategy(definition: StrategyDefinition): Strategy {
  if (typeof definition !== 'object' || definition === null)
    throw wrong(`defineStrategy takes an object, not ${describe(definition)}`)
  checkApi(definition.api)
  const unknown = Object.keys(definition).find(key => !fields.includes(key))
  if (unknown !== undefined) throw wrong(`a strategy has no field "${unknown}"${didYouMean(unknown, fields)}`)
  for (const [field, check] of Object.entries(checks)) {
    const value = (definition as unknown as Record<string, unknown>)[field]
    const isGiven = value !== undefined || required.includes(field)
    const fault = isGiven ? check(value) : undefined
    if (fault !== undefined)
      throw wrong(`"${field}" of a strategy must be ${fault}, not ${describeWrong(field, value)}`)
  }
  checkOptionSpecs(definition.options ?? {})
  const { api: _, ...strategy } = definition
  return { reference: 'its author', family: 'own', knows: [], ...strategy }
}

function checkApi(api: unknown): void {
  if (api === undefined || api === strategyApi) return
  const hint = 'see docs/plugins.md for what this version takes, or use the lbbench it was written for'
  throw wrong(
    `this strategy is written for version ${describe(api)} of the strategy API; there is ${strategyApi}`,
    hint,
  )
}

/** All there are, held to the type by its keys. */
const knowledge: Record<Knowledge, true> = {
  weights: true,
  failures: true,
  'in flight': true,
  latency: true,
  client: true,
  path: true,
  'server load': true,
  probes: true,
  limits: true,
}

const required = ['name', 'summary', 'start']

/** What a field must be, in words, where it is not. */
const checks: Readonly<Record<string, (value: unknown) => string | undefined>> = {
  name: value =>
    unless(isText(value, /^[a-z][a-z0-9-]*$/), 'lower-case letters, digits and "-", such as "my-strategy"'),
  summary: value => unless(isText(value, /^\S.*$/), 'one line of text'),
  reference: value => unless(isText(value, /\S/), 'text'),
  family: value => unless(isOneOf(value, families), `one of ${families.join(', ')}`),
  knows: value => unless(isListOf(value, Object.keys(knowledge)), `a list of ${Object.keys(knowledge).join(', ')}`),
  fixedWeights: value => unless(typeof value === 'boolean', 'true or false'),
  partial: value => unless(isText(value, /\S/), 'a reason'),
  options: value => unless(isRecord(value), 'an object with an entry an option'),
  start: value => unless(isPlainFunction(value), 'a plain function that returns a chooser'),
}

const fields = ['api', ...Object.keys(checks)]

function unless(holds: boolean, expected: string): string | undefined {
  return holds ? undefined : expected
}

function isText(value: unknown, pattern: RegExp): boolean {
  return typeof value === 'string' && pattern.test(value)
}

function isOneOf(value: unknown, allowed: readonly string[]): boolean {
  return typeof value === 'string' && allowed.includes(value)
}

function isListOf(value: unknown, allowed: readonly string[]): boolean {
  return Array.isArray(value) && value.every(item => isOneOf(item, allowed))
}

function isRecord(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isPlainFunction(value: unknown): boolean {
  return typeof value === 'function' && !/^(Async|Generator)/.test(value.constructor.name)
}

/** What is wrong in it: of a list the first word that does not belong there, of a function its kind. */
function describeWrong(field: string, value: unknown): string {
  if (field === 'start' && typeof value === 'function')
    return value.constructor.name.startsWith('Async') ? 'an async function' : 'a generator'
  if (field !== 'knows' || !Array.isArray(value)) return describe(value)
  const known = Object.keys(knowledge)
  const word = value.find(item => !isOneOf(item, known))
  return `${describe(word)}${typeof word === 'string' ? didYouMean(word, known) : ''}`
}

/** A value in a sentence: "a function", "nothing", 5, "text". */
function describe(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (typeof value === 'function') return 'a function'
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'an object'
  return typeof value === 'string' ? JSON.stringify(value) : String(value)
}

function wrong(message: string, hint?: string): LbbenchError {
  return new LbbenchError('STRATEGY_FILE', message, hint)
}
