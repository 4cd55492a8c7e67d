import { existsSync, realpathSync } from 'node:fs'
import { join, relative } from 'node:path'
import { packageRoot } from './version.js'

/**
 * A page of the documentation as the user can open it from where they stand: of an installed package, its full path, or the
 * relative one where that is shorter.
 * @param name e.g. "scenario.md"
 */
export function docsPath(name: string, cwd: string): string {
  const full = join(packageRoot, 'docs', name)
  const [usual, here] = [`docs/${name}`, join(cwd, 'docs', name)]
  if (!existsSync(full) || (existsSync(here) && realpathSync(here) === realpathSync(full))) return usual
  const near = relative(cwd, full)
  return near.length < full.length ? near : full
}

/** The text with each "docs/NAME.md" as `docsPath` has it: the pure rooms know no folders, and name pages as a checkout does. */
export function withDocsPaths(text: string, cwd: string): string {
  return text.replace(/(?<![\w./-])docs\/([\w-]+\.md)/g, (_, name: string) => docsPath(name, cwd))
}
