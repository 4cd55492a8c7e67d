import { scenarioJsonSchema } from './json-schema.js'

/** The part of JSON Schema that says which keys there may be. */
interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly $ref?: string
  readonly $defs?: Readonly<Record<string, Schema>>
}

/** Keys of a document, with dots between: "balancer.health.active.interval". Entries of lists have no number here: "faults.slow". */
export function knownPaths(): string[] {
  const root = scenarioJsonSchema() as Schema
  const found = new Set<string>()
  const add = (path: string, schema: Schema, seen: readonly Schema[]): void => {
    for (const map of mapsIn(schema, root).filter(map => !seen.includes(map))) {
      for (const [key, value] of Object.entries(map.properties!)) {
        const here = path === '' ? key : `${path}.${key}`
        found.add(here)
        add(here, value, [...seen, map])
      }
    }
  }
  add('', root, [])
  return [...found]
}

function mapsIn(schema: Schema, root: Schema): Schema[] {
  if (schema.$ref !== undefined) return mapsIn(root.$defs![schema.$ref.replace('#/$defs/', '')]!, root)
  if (schema.properties !== undefined) return [schema]
  return [...(schema.anyOf ?? []), ...(schema.items === undefined ? [] : [schema.items])].flatMap(inner =>
    mapsIn(inner, root),
  )
}
