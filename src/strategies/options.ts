import { LbbenchError } from '../errors.js'
import { didYouMean } from '../nearest.js'
import type { OptionSpec, Options, Strategy } from './strategy.js'

/** What there is to know of a strategy to read its options. */
export type Optioned = Pick<Strategy, 'name' | 'options'>

/**
 * Reads what stands behind the "?" of a candidate: "choices=3&other=x"; "" gives the defaults.
 * @returns every option of the strategy, defaults filled in
 * @throws LbbenchError UNKNOWN_NAME for an option the strategy does not have, USAGE for a value it does not take
 */
export function parseOptions(strategy: Optioned, text: string): Options {
  const specs = strategy.options ?? {}
  const given = new Map<string, number | string | boolean>()
  for (const part of text === '' ? [] : text.split('&')) {
    const [name, value] = split(strategy, part)
    const spec = Object.hasOwn(specs, name) ? specs[name] : undefined
    if (spec === undefined) throw unknownOption(strategy, name)
    if (given.has(name)) throw usage(`option "${name}" of ${strategy.name} is given twice`)
    given.set(name, parseValue(spec, value, `option "${name}" of ${strategy.name}`))
  }
  return Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, given.get(name) ?? spec.default]))
}

/** A boolean option may stand alone: "?flag" is "?flag=true". */
function split(strategy: Optioned, part: string): [name: string, value: string] {
  const at = part.indexOf('=')
  if (at > 0) return [part.slice(0, at), part.slice(at + 1)]
  const specs = strategy.options ?? {}
  if (Object.hasOwn(specs, part) && typeof specs[part].default === 'boolean') return [part, 'true']
  if (Object.hasOwn(specs, part))
    throw usage(`option "${part}" of ${strategy.name} needs a value: ${expected(specs[part])}`)
  if (at === -1 && part !== '') throw unknownOption(strategy, part)
  throw usage(`"${part}" is not an option of ${strategy.name}: write NAME=VALUE, several joined by "&"`)
}

function parseValue(spec: OptionSpec, text: string, what: string): number | string | boolean {
  const value = readValue(spec, text)
  if (value !== undefined) return value
  const guess = didYouMean(text, spec.values ?? [])
  throw usage(`${what} must be ${expected(spec)}, not "${text}"${guess}`)
}

/** Undefined where the option does not take this value. */
function readValue(spec: OptionSpec, text: string): number | string | boolean | undefined {
  if (typeof spec.default === 'number') return readNumber(spec, text)
  if (typeof spec.default === 'boolean') return text === 'true' ? true : text === 'false' ? false : undefined
  return spec.values === undefined || spec.values.includes(text) ? text : undefined
}

/** Plain decimal notation: Number() alone would take "", "0x10" and "Infinity" as well. */
function readNumber(spec: OptionSpec, text: string): number | undefined {
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return undefined
  const value = Number(text)
  const inBounds = Number.isFinite(value) && value >= (spec.min ?? -Infinity) && value <= (spec.max ?? Infinity)
  return inBounds && (spec.integer !== true || Number.isInteger(value)) ? value : undefined
}

function expected(spec: OptionSpec): string {
  if (typeof spec.default === 'boolean') return 'true or false'
  if (typeof spec.default === 'string') return spec.values === undefined ? 'text' : `one of ${spec.values.join(', ')}`
  const kind = spec.integer === true ? 'a whole number' : 'a number'
  if (spec.min !== undefined && spec.max !== undefined) return `${kind} from ${spec.min} to ${spec.max}`
  if (spec.min !== undefined) return `${kind}, at least ${spec.min}`
  return spec.max === undefined ? kind : `${kind}, at most ${spec.max}`
}

function unknownOption(strategy: Optioned, name: string): LbbenchError {
  const known = Object.keys(strategy.options ?? {})
  const guess = didYouMean(name, known)
  const hint =
    known.length === 0 ? `${strategy.name} has no options` : `options of ${strategy.name}: ${known.join(', ')}`
  return new LbbenchError('UNKNOWN_NAME', `unknown option "${name}" of strategy ${strategy.name}${guess}`, hint)
}

function usage(message: string): LbbenchError {
  return new LbbenchError('USAGE', message, '"lbbench list strategies" shows the options of each')
}
