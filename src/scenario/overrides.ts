import { isDeepStrictEqual } from 'node:util'
import { parse } from 'yaml'
import { type OverrideFlag, overrideFlags } from './override-flags.js'
import { type Path, valueAt } from './problems.js'
import { isMap } from './section.js'

/** Flags by name, as typed. Those that are not in `overrideFlags` are left alone. */
export type Overrides = Readonly<Record<string, unknown>>

/** A document with flags applied, and where a problem is a flag's. */
export interface Overridden {
  readonly document: unknown
  /** The flag, as typed ("--rate 400ms"), that a path of the document comes from. */
  readonly flagAt: (path: Path) => string | undefined
  /** Flags that do not fit this document, a sentence each. */
  readonly refused: readonly string[]
}

/** Puts flags into a document as though a person had written them there. The document itself stays as it is. */
export function applyOverrides(document: unknown, overrides: Overrides): Overridden {
  const changed: unknown = structuredClone(document)
  const flags: { path: Path; written: string }[] = []
  const refused: string[] = []
  for (const flag of isMap(changed) ? overrideFlags : []) {
    const given = overrides[flag.name]
    if (given === undefined) continue
    const written = `--${flag.name} ${given}`
    const rival = rivalOf(flag, overrides)
    const reason = rival
      ? `takes the place of --${rival.name}; give one of them`
      : apply(changed as Record<string, unknown>, flag, yamlValue(given), path => flags.push({ path, written }))
    if (reason) refused.push(`${written}: ${reason}`)
  }
  const flagAt = (path: Path) => flags.find(flag => flag.path.every((key, i) => path[i] === key))?.written
  return { document: changed, flagAt, refused }
}

/** A flag further up the list that was given as well, though the two exclude each other. */
function rivalOf(flag: OverrideFlag, overrides: Overrides): OverrideFlag | undefined {
  const excludes = (one: OverrideFlag, other: OverrideFlag): boolean =>
    one.removes?.some(path => isDeepStrictEqual(path, other.path)) === true
  return overrideFlags
    .slice(0, overrideFlags.indexOf(flag))
    .find(other => overrides[other.name] !== undefined && (excludes(flag, other) || excludes(other, flag)))
}

type Document = Record<string, unknown>

function apply(document: Document, flag: OverrideFlag, value: unknown, note: (path: Path) => void): string | undefined {
  if (flag.path[0] === 'backends') return setInBackends(document, flag, value, note)
  for (const path of flag.removes ?? []) remove(document, path)
  if (flag.path[1] === 'clients') spellOutClients(document)
  if (set(document, flag.path, value)) note(flag.path)
  return undefined
}

/** A flag for every backend would wipe out what makes them differ: refused where they differ in what it sets. */
function setInBackends(
  document: Document,
  { name, path: [, key] }: OverrideFlag,
  value: unknown,
  note: (path: Path) => void,
): string | undefined {
  const { backends } = document
  if (!Array.isArray(backends)) {
    if (set(document, ['backends', key], value)) note(['backends', key])
    return undefined
  }
  if (!backends.every(isMap)) return undefined
  const reason = key === 'count' ? makeOneEntry(document, backends) : differingKey(backends, key as string, name)
  if (reason) return reason
  for (const i of (document.backends as unknown[]).keys()) {
    set(document, ['backends', i, key], value)
    note(['backends', i, key])
  }
  return undefined
}

function makeOneEntry(document: Document, entries: readonly Document[]): string | undefined {
  const [first, ...others] = entries.map(({ name, count, ...rest }) => rest)
  if (!others.every(other => isDeepStrictEqual(other, first))) {
    return 'the backends of this scenario differ, so a number alone cannot say which ones; change the file'
  }
  document.backends = entries.length === 1 ? [entries[0]] : [first]
  return undefined
}

function differingKey(entries: readonly Document[], key: string, flag: string): string | undefined {
  if (entries.every(entry => isDeepStrictEqual(entry[key], entries[0][key]))) return undefined
  return `the backends of this scenario differ in their ${flag}, which one value would undo; change the file`
}

function spellOutClients(document: Document): void {
  const clients = valueAt(document, ['traffic', 'clients'])
  if (clients !== undefined && !isMap(clients)) set(document, ['traffic', 'clients'], { count: clients })
}

/** False where something that is no map stands in the way: the document's own problem, reported as such. */
function set(document: Document, path: Path, value: unknown): boolean {
  const parent = path.slice(0, -1).reduce<unknown>(childOf, document)
  if (!isMap(parent)) return false
  parent[path.at(-1)!] = value
  return true
}

/** What stands under a key, a new map where nothing does. */
function childOf(parent: unknown, key: string | number): unknown {
  if (isMap(parent)) parent[key] ??= {}
  return valueAt(parent, [key])
}

function remove(document: Document, path: Path): void {
  const parent = valueAt(document, path.slice(0, -1))
  if (isMap(parent)) delete parent[path.at(-1)!]
}

/** "6" -> 6, "{ exponential: ... }" -> a map, "400ms" -> text; what is no YAML stays the text it is. */
function yamlValue(given: unknown): unknown {
  if (typeof given !== 'string') return given
  try {
    return parse(given) as unknown
  } catch {
    return given
  }
}
