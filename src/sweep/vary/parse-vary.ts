import { parse } from 'yaml'
import { LbbenchError } from '../../errors.js'
import { findKey, type KnownKey } from './find-key.js'
import { splitValues } from './split-values.js'

/** A key of the scenario and the values it is to have, one after the other. */
export interface Variation {
  /** As typed: "health.interval". */
  readonly key: string
  /** The whole path, with dots: "balancer.health.active.interval". */
  readonly path: string
  /** As typed, one at least; a range is spelled out. */
  readonly values: readonly string[]
}

/**
 * Reads "health.interval=1s,2s,5s" or "health.fall=1..3".
 * @param known paths of the scenario, see `knownPaths`
 * @throws LbbenchError USAGE with the flag and what was expected
 */
export function parseVary(text: string, known: readonly string[]): Variation {
  const equals = text.indexOf('=')
  if (equals === -1) throw wrong(text, 'expected KEY=VALUES')
  const [key, values] = [text.slice(0, equals).trim(), text.slice(equals + 1)]
  const { path } = keyOf(key, known, text)
  const all = listed(values, text)
  const twice = all.find((value, i) => all.indexOf(value) < i)
  if (twice !== undefined) throw wrong(text, `the value ${twice} stands there twice`)
  for (const value of all) yamlOf(value, text)
  return { key, path, values: all }
}

/** What YAML makes of a value: 3 is a number, 1s text, { count: 2 } a map. */
export function yamlValue(text: string): unknown {
  return parse(text) as unknown
}

function keyOf(key: string, known: readonly string[], text: string): KnownKey {
  const found = findKey(key, known)
  if (typeof found === 'string') throw wrong(text, found)
  return found
}

function listed(values: string, text: string): string[] {
  try {
    return splitValues(values).flatMap(spelledOut)
  } catch (error) {
    throw wrong(text, (error as Error).message)
  }
}

/** More would be more than a grid may have. */
const mostOfRange = 400

function spelledOut(value: string): string[] {
  const [, from, to] = /^(\d+)\.\.(\d+)$/.exec(value) ?? []
  if (from === undefined) {
    if (/^[\w.%]+\.\.[\w.%]+$/.test(value))
      throw new Error('expected a range of whole numbers such as 1..3, else a list')
    return [value]
  }
  const [first, last] = [Number(from), Number(to)]
  if (first > last) throw new Error(`expected the lower end of ${value} first`)
  if (last - first >= mostOfRange) throw new Error(`expected at most ${mostOfRange} values in ${value}`)
  return Array.from({ length: last - first + 1 }, (_, i) => String(first + i))
}

function yamlOf(value: string, text: string): void {
  try {
    yamlValue(value)
  } catch {
    throw wrong(text, `${value} is no YAML value`)
  }
}

function wrong(text: string, what: string): LbbenchError {
  return new LbbenchError('USAGE', `--vary ${text}: ${what}`, 'for example: --vary health.interval=1s,2s,5s')
}
