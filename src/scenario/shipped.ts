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

/** The scenarios of a folder, by name. Needs no schema, so that completion and `list` answer at once. */
export function listScenarios(folder = shippedFolder): ShippedScenario[] {
  return readdirSync(folder)
    .filter(file => file.endsWith('.yaml'))
    .sort()
    .map(file => {
      const path = join(folder, file)
      const { description } = parse(readFileSync(path, 'utf8')) as { description?: string }
      return { name: file.replace(/\.yaml$/, ''), description: description ?? '', path }
    })
}
