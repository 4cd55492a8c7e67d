import type { z } from 'zod'
import { isMap } from './section.js'

export type Path = readonly (string | number)[]

/** One thing that is wrong with a document. */
export interface Problem {
  readonly path: Path
  /** A sentence; one that begins with "expected" is completed with what was found at `path`. */
  readonly message: string
  /** What to point at: the value, or the key before it. */
  readonly at: 'value' | 'key'
}

/** Notes a problem at a place of the document. */
export type Report = (path: Path, message: string, at?: Problem['at']) => void

type Issue = z.core.$ZodIssue

/** zod's issues as problems: a problem a mistake, and of a union's branches only the one that was meant. */
export function problemsOf(issues: readonly Issue[], document: unknown): Problem[] {
  return issues.flatMap(issue => problemsOfIssue(issue, [], document))
}

/** What stands at a path; undefined where nothing does. */
export function valueAt(document: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      isMap(value) || Array.isArray(value) ? (value as Record<string | number, unknown>)[key] : undefined,
    document,
  )
}

function problemsOfIssue(issue: Issue, base: Path, document: unknown): Problem[] {
  const path = [...base, ...(issue.path as Path)]
  if (issue.code === 'unrecognized_keys') return unknownKeys(issue.keys, issue.message, path)
  if (issue.code === 'invalid_union') {
    const meant = issue.errors.find(branch => !branch.some(isOtherForm))
    if (meant) return meant.flatMap(inner => problemsOfIssue(inner, path, document))
  }
  if (issue.code === 'invalid_key')
    return issue.issues.map(inner => ({ path, message: inner.message, at: 'key' as const }))
  const missing = path.length > 0 && valueAt(document, path) === undefined
  if (missing) return [{ path: path.slice(0, -1), message: missingKey(path, issue.message), at: 'value' }]
  return [{ path, message: issue.message, at: 'value' }]
}

/** The branch is for another kind of value: text where a map stands, a map where a list stands. */
function isOtherForm(issue: Issue): boolean {
  if (issue.path.length > 0) return false
  return issue.code === 'invalid_type' || (issue.code === 'custom' && issue.params?.leaf === true)
}

/** section.ts made the message: a line a key. */
function unknownKeys(keys: readonly string[], message: string, path: Path): Problem[] {
  const lines = message.split('\n')
  return keys.map((key, i) => ({ path: [...path, key], message: lines[i], at: 'key' }))
}

function missingKey(path: Path, message: string): string {
  const expectation = message.startsWith('expected') ? `; ${message}` : ''
  return `missing key "${path.at(-1)}"${expectation}`
}
