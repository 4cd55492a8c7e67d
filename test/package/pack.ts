import { execFileSync } from 'node:child_process'
import { packageRoot } from '../process/tiny-scenario.js'

/** What `npm pack` says of a tarball; sizes in bytes. */
export interface Packed {
  readonly filename: string
  readonly size: number
  readonly unpackedSize: number
  readonly files: readonly { readonly path: string; readonly size: number; readonly mode: number }[]
}

/** Packs what stands here, as it was built before the tests; without a folder nothing is written. */
export function pack(folder?: string): Packed {
  const where = folder === undefined ? ['--dry-run'] : ['--pack-destination', folder]
  const said = execFileSync('npm', ['pack', '--json', '--ignore-scripts', ...where], {
    cwd: packageRoot,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  return JSON.parse(said)[0]
}
