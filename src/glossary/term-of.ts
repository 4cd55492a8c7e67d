import { nearest } from '../nearest.js'
import { termGroups } from './index.js'
import type { Term } from './term.js'

/**
 * What there is to say of a word: a term, a metric by any of its names ("p99", "p99Ms", "crash.recovery"), the code of a warning, or
 * the head of a column ("errors %", "p99 / ideal"). Upper and lower case, blanks, hyphens, camel case and one or many are the same.
 */
export function termOf(key: string): Term | undefined {
  return (
    byKey.get(key.toLowerCase().trim()) ??
    byKey.get(plain(key)) ??
    byKey.get(plain(withoutIncident(key))) ??
    byKey.get(plain(singular(key)))
  )
}

/** The term a mistyped word most likely meant. */
export function nearestTerm(key: string): Term | undefined {
  const near = nearest(plain(key), [...byKey.keys()])
  return near === undefined ? undefined : byKey.get(near)
}

/** Every word that `termOf` knows, as people type it: for completion. */
export function termNames(): string[] {
  return termGroups.flatMap(({ terms }) => terms.map(({ name }) => name))
}

/** "Detected in, s" and "detectedIn" are "detected in"; "p99 / ideal", "p99 twin" are "/ ideal", "twin"; "p99Ms" is "p99". */
function plain(key: string): string {
  return key
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[-_\s]+/g, ' ')
    .replace(/ ?\/ ?/g, ' / ')
    .trim()
    .replace(/(?<=\d)ms$| ms$| per second$|,? (s|x|%)$/, '')
    .replace(/^(p[\d.]+|mean|max) (live|twin|gap|\/ best|\/ ideal)$/, '$2')
    .trim()
}

/** Of "crash.recovery" and "scaling.turns" what stands behind the incident's name; "p99.9" is none. */
function withoutIncident(key: string): string {
  return key.replace(/^[a-z][\w-]*\.(?=[a-z])/i, '')
}

/** "trials" and "trial(s)" are "trial". */
const singular = (key: string): string => key.trim().replace(/\(s\)$|s$/, '')

const byKey = new Map<string, Term>()
for (const term of termGroups.flatMap(({ terms }) => terms)) {
  for (const name of [term.name, ...(term.also ?? [])]) {
    byKey.set(name.toLowerCase(), term)
    if (!byKey.has(plain(name))) byKey.set(plain(name), term)
  }
}
