import { isDeepStrictEqual } from 'node:util'
import { overrideFlags } from './override-flags.js'
import type { Overridden } from './overrides.js'
import { type Path, valueAt } from './problems.js'
import { isMap } from './section.js'

/** A value for a key of the document, given outside of it. */
export interface Setting {
  /** Of the document; under `backends`, without a number, of every entry. */
  readonly path: Path
  /** As YAML reads it. */
  readonly value: unknown
  /** For messages, e.g. "--vary health.interval=1s". */
  readonly written: string
}

/**
 * Puts settings into a document, after its flags, as though a person had written them there: what stands in a short form
 * (`health: haproxy`) is spelled out first. Keys that a setting takes the place of go, as with the flag of the same key.
 */
export function applySettings(overridden: Overridden, settings: readonly Setting[]): Overridden {
  const document: unknown = structuredClone(overridden.document)
  const places: { path: Path; written: string }[] = []
  const refused = [...overridden.refused]
  for (const { path, value, written } of settings) {
    for (const rival of overrideFlags.find(flag => isDeepStrictEqual(flag.path, path))?.removes ?? [])
      forget(document, rival)
    const unclear = unclearCount(document, path)
    if (unclear !== undefined) {
      refused.push(`${written}: ${unclear}`)
      continue
    }
    for (const place of placesOf(document, path)) {
      const reason = put(document, place, value)
      if (reason === undefined) places.push({ path: place, written })
      else refused.push(`${written}: ${reason}`)
    }
  }
  const settingAt = (path: Path) => places.findLast(one => one.path.every((key, i) => path[i] === key))?.written
  return { document, flagAt: path => settingAt(path) ?? overridden.flagAt(path), refused }
}

/** Of every entry of the backends, where none is named. */
function placesOf(document: unknown, path: Path): Path[] {
  const list = valueAt(document, ['backends'])
  if (path[0] !== 'backends' || !Array.isArray(list) || typeof path[1] === 'number') return [path]
  return list.map((_, i) => ['backends', i, ...path.slice(1)])
}

/** Of several groups, why a number alone cannot be the count of each; as with `--backends`, which may put equal ones together. */
function unclearCount(document: unknown, path: Path): string | undefined {
  const list = valueAt(document, ['backends'])
  if (!isDeepStrictEqual(path, ['backends', 'count']) || !Array.isArray(list) || list.length < 2) return undefined
  const last = list.length - 1
  const keys = last === 1 ? 'backends.0.count or backends.1.count' : `backends.0.count to backends.${last}.count`
  return `the scenario has ${list.length} groups of backends, and a number alone cannot say of which one; the key of one is ${keys}`
}

/** Undefined where it is done, else why not. */
function put(document: unknown, path: Path, value: unknown): string | undefined {
  let parent: unknown = document
  for (const [depth, key] of path.slice(0, -1).entries()) {
    const here = path.slice(0, depth + 1)
    const child = valueAt(parent, [key])
    const entry = path[depth + 1]
    if (typeof entry === 'number' && isMap(child)) return notAList(here, path)
    if ((Array.isArray(parent) || typeof entry === 'number') && child === undefined)
      return absent(Array.isArray(parent) ? here : [...here, entry!], parent)
    if (isMap(child) || Array.isArray(child)) parent = child
    else {
      const map = spelledOut(here, child)
      if (map === undefined)
        return `${here.join('.')} is no map here but ${JSON.stringify(child)}; spell it out in the scenario`
      ;(parent as Record<string | number, unknown>)[key] = map
      parent = map
    }
  }
  const last = path.at(-1)!
  if (Array.isArray(parent) && !(Number(last) < parent.length)) return absent(path, parent)
  ;(parent as Record<string | number, unknown>)[last] = value
  return undefined
}

/** One entry stands there by itself, e.g. `backends: { count: 4 }`. */
function notAList(here: Path, path: Path): string {
  const [list, entry] = [here.join('.'), path[here.length]!]
  const key = [...here, ...path.slice(here.length + 1)].join('.')
  return `there is no ${list}.${entry}: ${list} is one entry here and no list${key === list ? '' : `; the key is ${key}`}`
}

/** With the entries there are, where it is one of a list. */
function absent(path: Path, parent: unknown): string {
  const what = `there is no ${path.join('.')}`
  if (!Array.isArray(parent) || parent.length === 0) return what
  const list = path.slice(0, -1).join('.')
  return `${what}; there ${parent.length === 1 ? `is ${list}.0 only` : `are ${list}.0 to ${list}.${parent.length - 1}`}`
}

/** The map that a short form stands for; what is not there, or switched on or off, begins empty. */
function spelledOut(path: Path, short: unknown): Record<string, unknown> | undefined {
  if (short === undefined || short === null || typeof short === 'boolean') return {}
  const key = shortForms[path.join('.')]
  if (key === undefined) return undefined
  return { [typeof key === 'string' ? key : key(short)]: short }
}

/** What a short form says, by where it stands. */
const shortForms: Readonly<Record<string, string | ((short: unknown) => string)>> = {
  'balancer.health': 'like',
  'balancer.retries': short => (typeof short === 'number' ? 'count' : 'like'),
  'balancer.hedge': 'after',
  'balancer.queue': 'timeout',
  'balancer.slowStart': 'window',
  'balancer.sticky': 'by',
  'traffic.clients': 'count',
}

function forget(document: unknown, path: Path): void {
  const parent = valueAt(document, path.slice(0, -1))
  if (isMap(parent)) delete parent[path.at(-1)!]
}
