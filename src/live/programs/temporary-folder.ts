import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder of a trial's, for configuration and logs. */
export interface TemporaryFolder {
  readonly path: string
  /** Removes it and all in it. A trial that fails keeps it, for its logs. */
  remove(): Promise<void>
}

/** nobody and nogroup, on Debian and most others: whom programs run as that need no rights at all. */
export const nobody = 65_534

/** Ours until a program without rights is given it: whoever writes with rights where another may put a link writes anywhere. */
export async function temporaryFolder(name: string): Promise<TemporaryFolder> {
  const path = await mkdtemp(join(tmpdir(), `lbbench-${name}-`))
  // A server that gives up its rights by itself has to get to its files.
  if (isRoot()) await chmod(path, 0o711)
  return { path, remove: () => rm(path, { recursive: true, force: true }) }
}

/** Whether this process may become somebody else. */
export function isRoot(): boolean {
  return process.getuid?.() === 0
}
