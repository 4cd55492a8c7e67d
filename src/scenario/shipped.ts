import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

/** A scenario that comes with lbbench. */
export interface ShippedScenario {
  /** What to type: the file's name without its extension. */
  readonly name: string
  readonly description: string
  readonly path: string
}

/** The scenarios of a folder, by name. Needs no schema, so that completion and `list` answer at once. */
export function listScenarios(folder: string): ShippedScenario[] {
  return readdirSync(folder)
    .filter(file => file.endsWith('.yaml'))
    .sort()
    .map(file => {
      const path = join(folder, file)
      const { description } = parse(readFileSync(path, 'utf8')) as { description?: string }
      return { name: file.replace(/\.yaml$/, ''), description: description ?? '', path }
    })
}
