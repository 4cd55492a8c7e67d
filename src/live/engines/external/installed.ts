import { spawnSync } from 'node:child_process'
import { findProgram } from '../../programs/find-program.js'
import type { Product } from './product.js'

const known = new Map<string, string | undefined>()

/** Version of the installed program, e.g. "1.22.1"; undefined where there is none, "unknown" where it tells
 * none. Asked once a process. */
export function installedVersion(product: Pick<Product, 'program' | 'versionArgs' | 'version'>): string | undefined {
  const { program } = product
  if (!known.has(program)) known.set(program, askVersion(product))
  return known.get(program)
}

function askVersion({
  program,
  versionArgs,
  version,
}: Pick<Product, 'program' | 'versionArgs' | 'version'>): string | undefined {
  const path = findProgram(program)
  if (path === undefined) return undefined
  const { stdout, stderr } = spawnSync(path, [...versionArgs], { encoding: 'utf8', timeout: 10_000 })
  return version.exec(`${stdout}${stderr}`)?.[1] ?? 'unknown'
}

/** Whether version `a` is `b` or later, number by number: "1.29.6" is later than "1.22.1". */
export function isAtLeast(a: string, b: string): boolean {
  const [left, right] = [a, b].map(text => text.split('.').map(part => Number.parseInt(part, 10) || 0))
  for (let i = 0; i < Math.max(left!.length, right!.length); i++) {
    const difference = (left![i] ?? 0) - (right![i] ?? 0)
    if (difference !== 0) return difference > 0
  }
  return true
}
