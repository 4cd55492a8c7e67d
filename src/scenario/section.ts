import { z } from 'zod'
import { nearest } from '../nearest.js'

/**
 * A map with known keys. Unknown ones are refused with the nearest known; zod reports them as one issue whose message
 * has a line a key, in the order of `issue.keys` (problems.ts takes it apart again, to point at each).
 */
export function section<S extends z.ZodRawShape>(shape: S, what: string) {
  const known = Object.keys(shape)
  return z.strictObject(shape, {
    error: issue =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map(key => unknownKey(key, known)).join('\n')
        : `expected ${what}, a map with ${listed(known)}`,
  })
}

/** A map that takes exactly one of its keys: `{ exponential: ... }`. Every key must be optional. */
export function choice<S extends z.ZodRawShape>(shape: S, what: string) {
  const known = Object.keys(shape)
  return section(shape, what)
    .check(ctx => {
      // zod goes on after an unknown key; what is misspelt is not missing as well.
      if (ctx.issues.length > 0 || Object.keys(ctx.value).length === 1) return
      const message = `expected exactly one of ${listed(known)}`
      ctx.issues.push({ code: 'custom', message, input: ctx.value, path: [] })
    })
    .meta({ minProperties: 1, maxProperties: 1 })
}

/** Whether a value is a map, as YAML calls it. */
export function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function unknownKey(key: string, known: readonly string[]): string {
  const guess = nearest(key, known)
  return `unknown key "${key}"; ${guess ? `did you mean "${guess}"?` : `known here: ${known.join(', ')}`}`
}

function listed(words: readonly string[]): string {
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} or ${words.at(-1)}` : String(words[0])
}
