import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ownerFile, prefix, sweepLeftFolders } from './left-folders.js'
import { thisProcess } from './owner.js'

/** A folder of a trial's, for configuration and logs. */
export interface TemporaryFolder {
  readonly path: string
  /** Removes it and all in it. */
  remove(): Promise<void>
  /** Leaves it for whoever wants to read its logs, as of a trial that failed: it is never swept away. */
  keep(): Promise<void>
}

/** nobody and nogroup, on Debian and most others: whom programs run as that need no rights at all. */
export const nobody = 65_534

/**
 * Ours until a program without rights is given it: whoever writes with rights where another may put a link writes anywhere.
 * The first one of a process sweeps away those of processes that were killed.
 */
export async function temporaryFolder(name: string): Promise<TemporaryFolder> {
  swept ??= sweepLeftFolders(tmpdir())
  await swept
  const path = await mkdtemp(join(tmpdir(), `${prefix}${name}-`))
  const owner = join(path, ownerFile)
  await writeFile(owner, thisProcess(), { mode: 0o600 })
  // A server that gives up its rights by itself has to get to its files.
  if (isRoot()) await chmod(path, 0o711)
  return {
    path,
    remove: () => rm(path, { recursive: true, force: true }),
    keep: () => rm(owner, { force: true }),
  }
}

let swept: Promise<void> | undefined

/** Whether this process may become somebody else. */
export function isRoot(): boolean {
  return process.getuid?.() === 0
}
