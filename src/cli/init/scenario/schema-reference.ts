import { existsSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { packageRoot } from '../../version.js'

/**
 * Where an editor finds the schema of a scenario, without a network: in the package as the project has it installed, relative to the
 * file, so that the line holds for everybody who clones the project; else in this very package, wherever it lies.
 * @param folder of the scenario
 */
export function schemaReference(folder: string): string {
  for (let at = folder; ; at = dirname(at)) {
    const installed = join(at, 'node_modules', 'lbbench', schema)
    if (existsSync(installed)) return withDot(relative(folder, installed).split(sep).join('/'))
    if (at === dirname(at)) return pathToFileURL(join(packageRoot, schema)).href
  }
}

const schema = 'scenarios/scenario.schema.json'

const withDot = (path: string): string => (path.startsWith('.') ? path : `./${path}`)
