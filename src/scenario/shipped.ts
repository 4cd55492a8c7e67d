import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'

/** A scenario that comes with lbbench. */
export interface ShippedScenario {
  /** What to type: the file's name without its extension. */
  readonly name: string
  readonly description: string
  readonly path: string
}

/** Folder of the scenarios that come with lbbench; as far from the sources as from what they are compiled to. */
export const shippedFolder = fileURLToPath(new URL('../../scenarios', import.meta.url))

/** The scenarios of a folder, by name, as their files describe them. Needs no schema, so that `list` answers at once. */
export function listScenarios(folder = shippedFolder): ShippedScenario[] {
  return shippedNames(folder).map(name => {
    const path = join(folder, `${name}.yaml`)
    const { description } = parse(readFileSync(path, 'utf8')) as { description?: string }
    return { name, description: description ?? '', path }
  })
}

/** What to type for the scenarios of a folder, in order. Opens none of them: every command asks for this. */
export function shippedNames(folder = shippedFolder): string[] {
  return readdirSync(folder)
    .filter(file => file.endsWith('.yaml'))
    .sort()
    .map(file => file.replace(/\.yaml$/, ''))
}
