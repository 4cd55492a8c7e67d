import { lstat, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { isGone } from './owner.js'

/** How the names of our temporary folders begin. */
export const prefix = 'lbbench-'

/** In each of them, whose it is; not in those that are kept on purpose. */
export const ownerFile = '.owner'

/**
 * Removes the temporary folders of processes that were killed before they could. Those that are kept on purpose, of a process
 * that is there, or of somebody else stay; so do those that cannot be removed.
 * @param folder where they lie, as TMPDIR says
 */
export async function sweepLeftFolders(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => [])
  for (const name of names.filter(name => name.startsWith(prefix))) await removeLeft(join(folder, name))
}

async function removeLeft(path: string): Promise<void> {
  try {
    if (await isLeft(path)) await rm(path, { recursive: true, force: true })
  } catch {
    // It is somebody else's, or went meanwhile: nothing of ours depends on it.
  }
}

/** The mark is ours, even where the folder was given to a program without rights: nobody else can have us remove anything. */
async function isLeft(path: string): Promise<boolean> {
  const owner = join(path, ownerFile)
  const [folder, mark] = [await lstat(path), await lstat(owner)]
  if (!folder.isDirectory() || !mark.isFile() || mark.uid !== process.getuid?.()) return false
  return isGone(await readFile(owner, 'utf8'))
}
