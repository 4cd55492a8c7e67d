import { Document } from 'yaml'
import { backendJsonSchema, scenarioJsonSchema } from './json-schema.js'

/** The part of JSON Schema that a scenario's schema uses. */
interface Schema {
  readonly type?: string | readonly string[]
  readonly unit?: string
  readonly enum?: readonly string[]
  readonly description?: string
  readonly default?: unknown
  readonly examples?: readonly unknown[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly additionalProperties?: Schema | false
  readonly $ref?: string
  readonly $defs?: Readonly<Record<string, Schema>>
}

/** Every key of a scenario as Markdown: a table a map, made from the schema. The generated part of `docs/scenario.md`. */
export function scenarioReference(): string {
  return referenceOf(scenarioJsonSchema(), 'The scenario')
}

/** Every key of backend.yaml, likewise. The generated part of `docs/backends.md`. */
export function backendReference(): string {
  return referenceOf(backendJsonSchema(), 'The folder')
}

function referenceOf(root: Schema, title: string): string {
  const tables: string[] = []
  const seen = new Set<Schema>()
  const add = (path: string, schema: Schema): void => {
    for (const map of mapsIn(schema, root)) {
      if (seen.has(map)) continue
      seen.add(map)
      tables.push(table(path === '' ? title : `\`${path}\``, map, root))
      for (const [key, value] of Object.entries(map.properties!)) add(path ? `${path}.${key}` : key, value)
    }
  }
  add('', root)
  return `${tables.join('\n\n')}\n`
}

/** The maps with known keys that may stand where this schema is. */
function mapsIn(schema: Schema, root: Schema): Schema[] {
  if (schema.$ref) return mapsIn(root.$defs![schema.$ref.replace('#/$defs/', '')], root)
  if (schema.properties) return [schema]
  return [...(schema.anyOf ?? []), ...(schema.items ? [schema.items] : [])].flatMap(inner => mapsIn(inner, root))
}

function table(heading: string, map: Schema, root: Schema): string {
  const rows = Object.entries(map.properties!).map(([key, value]) => {
    const needed = map.required?.includes(key) ? 'required' : shown(value.default)
    return `| \`${key}\` | ${kind(value, root)} | ${needed} | ${shown(value.examples?.[0])} | ${cell(value.description ?? '')} |`
  })
  return [`### ${heading}`, '', '| key | value | default | example | meaning |', '|---|---|---|---|---|', ...rows].join(
    '\n',
  )
}

const kinds: Readonly<Record<string, string>> = {
  keepAlive: 'true, false or duration',
  moment: 'duration, or share of the run',
  whom: 'name, list of names, share or all',
  statuses: 'status, or from-to',
  panic: 'share, whole number or false',
  integer: 'whole number',
  boolean: 'true or false',
  string: 'text',
  object: 'map',
  array: 'list',
}

function kind(schema: Schema, root: Schema): string {
  if (schema.$ref === '#/$defs/latency') return 'duration or distribution'
  if (schema.$ref) return kind(root.$defs![schema.$ref.replace('#/$defs/', '')], root)
  if (schema.anyOf) return [...new Set(schema.anyOf.map(branch => kind(branch, root)))].join(' or ')
  if (schema.enum) return schema.enum.map(each => `\`${each}\``).join(', ')
  const name = schema.unit ?? (typeof schema.type === 'string' ? schema.type : schema.type![0])
  return kinds[name] ?? name
}

/** A value as it is written in YAML; an empty list or map says nothing that the table of its keys does not. */
function shown(value: unknown): string {
  if (value === undefined || value === '' || (typeof value === 'object' && Object.keys(value!).length === 0)) return ''
  const text = new Document(value).toString({ collectionStyle: 'flow', flowCollectionPadding: true, lineWidth: 0 })
  return `\`${cell(text.trim())}\``
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|')
}
