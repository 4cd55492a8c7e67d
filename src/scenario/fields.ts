import { z } from 'zod'
import { didYouMean } from '../nearest.js'
import {
  parseBytes,
  parseCount,
  parseDuration,
  parseFactor,
  parseRate,
  parseShare,
  unitPatterns as patterns,
} from '../units.js'

/** A leaf of the document: reads what a person wrote, or fails with "expected ...". Described for editors and docs. */
export type Field<T> = z.ZodType<T, unknown>

/** 20ms -> ms. */
export const duration = named('duration', patterns.duration, parseDuration)
/** 20ms -> ms, above 0. */
export const positiveDuration = named('duration', patterns.duration, above0(parseDuration, 'a duration above 0'))
/** 400/s or 400 -> requests a second, above 0. */
export const rate = named('rate', patterns.rate, above0(parseRate, 'a rate above 0'), ['string', 'number'])
/** 5% -> 0.05, in [0, 1]. */
export const share = named('share', patterns.share, text => parseShare(text))
/** 5% -> 0.05, above 0 and up to 1. */
export const positiveShare = named('share', patterns.share, above0(parseShare, 'a share above 0%'))
/** 120% -> 1.2, above 0 and up to 10. */
export const load = named('load', patterns.share, above0(loadShare, 'a load above 0%'))
/** 10kB -> bytes. */
export const size = named('size', patterns.bytes, parseBytes)
/** 5x -> 5, above 0. */
export const factor = named('factor', patterns.factor, above0(parseFactor, 'a factor above 0x'))
/** 5x -> 5, above 1: what makes more of something. */
export const increase = named('factor', patterns.factor, increased)

function increased(text: string): number {
  const value = parseFactor(text)
  if (value > 1 && Number.isFinite(value)) return value
  throw new Error('expected a factor above 1x')
}

function loadShare(text: string): number {
  return parseShare(text, 10)
}

/** 250 or 10k -> a whole number from `min` to `max`. */
export function count(description: string, example: string | number, min: number, max: number): Field<number> {
  const read = (value: unknown): number => inRange(parseCount(textOf(value)), min, max)
  const json = { type: ['integer', 'string'], minimum: min, maximum: max, pattern: patterns.count }
  return leaf(json, read).meta({ description, example })
}

/** A whole number from `min` to `max`, e.g. a status. */
export function whole(description: string, example: number, min: number, max: number): Field<number> {
  const read = (value: unknown): number => {
    if (!Number.isSafeInteger(value)) throw new Error(`expected a whole number from ${min} to ${max}`)
    return inRange(value as number, min, max)
  }
  return leaf({ type: 'integer', minimum: min, maximum: max }, read).meta({ description, example })
}

/** A plain number without a unit, from (or, with `above`, above) `min`. */
export function decimal(description: string, example: number, min: number, above = false): Field<number> {
  const read = (value: unknown): number => {
    if (Number.isFinite(value) && ((value as number) > min || (!above && value === min))) return value as number
    throw new Error(`expected a number ${above ? 'above' : 'of at least'} ${min}`)
  }
  const bound = above ? { exclusiveMinimum: min } : { minimum: min }
  return leaf({ type: 'number', ...bound }, read).meta({ description, example })
}

/** true or false. */
export function toggle(description: string, example: boolean): Field<boolean> {
  const read = (value: unknown): boolean => {
    if (typeof value === 'boolean') return value
    throw new Error('expected true or false')
  }
  return leaf({ type: 'boolean' }, read).meta({ description, example })
}

/** One of a few words. */
export function word<W extends string>(description: string, words: readonly [W, ...W[]]): Field<W> {
  const read = (value: unknown): W => {
    const known = words.find(each => each === value)
    if (known === undefined) throw new Error(`expected ${words.join(' or ')}${didYouMean(String(value), words)}`)
    return known
  }
  return leaf({ type: 'string', enum: words }, read).meta({ description, example: words[0] })
}

/** Text that matches a pattern; `expected` completes the sentence "expected ...". */
export function text(description: string, example: string, pattern: RegExp, expected: string): Field<string> {
  const read = (value: unknown): string => {
    if (typeof value === 'string' && pattern.test(value)) return value
    throw new Error(`expected ${expected}`)
  }
  return leaf({ type: 'string', pattern: pattern.source }, read).meta({ description, example })
}

/** Names of scenarios and backends, and the rule of it as `text` wants it: fit for the names of files, and for tables. */
export const plainName = /^[A-Za-z0-9][\w.-]{0,63}$/
export const plainNameRule =
  'a name of letters, digits, ".", "_" and "-" that begins with a letter or a digit, 64 characters at most'

/** Any leaf: `json` is its JSON Schema, `read` throws an `Error` saying what was expected. */
export function leaf<T>(json: object, read: (value: unknown) => T): Field<T> {
  return z
    .unknown()
    .transform((value, ctx): T => {
      try {
        return read(value)
      } catch (error) {
        // `leaf` tells problems.ts that the value has another form altogether, where a union offers several.
        ctx.addIssue({ code: 'custom', message: (error as Error).message, params: { leaf: true } })
        return z.NEVER
      }
    })
    .meta({ ...json })
}

/** What a number or text looked like before YAML gave it a type; '' for anything else, which no parser accepts. */
export function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

/** A unit-bearing leaf under its own name in the JSON Schema. */
function named(id: string, pattern: string, parse: (text: string) => number, type: string | string[] = 'string') {
  const json = { type, pattern, unit: id }
  return (description: string, example: string): Field<number> =>
    leaf(json, value => parse(textOf(value))).meta({ description, example })
}

function above0(parse: (text: string) => number, expected: string) {
  return (text: string): number => {
    const value = parse(text)
    if (value > 0 && Number.isFinite(value)) return value
    throw new Error(`expected ${expected}`)
  }
}

function inRange(value: number, min: number, max: number): number {
  if (value >= min && value <= max) return value
  throw new Error(`expected a whole number from ${min} to ${max}`)
}
