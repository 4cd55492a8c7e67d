import { existsSync, realpathSync, rmSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { LbbenchError } from '../../../errors.js'
import { git } from '../../../live/programs/git.js'
import { temporaryFolder } from '../../../live/programs/temporary-folder.js'
import type { PastFile } from './past-file.js'

/** All files of a repository at a commit, in a folder of their own. */
export interface PastTree {
  /** Absolute; in it, files lie as they do in the repository. */
  readonly path: string
  remove(): Promise<void>
}

/**
 * Writes the tree of a commit to a temporary folder. Beside it, packages are found where they are found in the repository: each
 * node_modules there is linked. `git archive` would leave out what .gitattributes keeps out of releases (export-ignore), and
 * rewrite some (export-subst); this is what a checkout has. Neither the index nor the working tree is touched.
 * @throws LbbenchError OUTPUT where it cannot be written; the signal's reason
 */
export async function openPastTree(past: Omit<PastFile, 'path'>, signal: AbortSignal): Promise<PastTree> {
  const folder = await temporaryFolder('past')
  // A second Ctrl-C ends this process there and then.
  const removeAtOnce = (): void => rmSync(folder.path, { recursive: true, force: true })
  process.on('exit', removeAtOnce)
  const remove = async (): Promise<void> => {
    process.off('exit', removeAtOnce)
    await folder.remove()
  }
  try {
    const path = join(realpathSync(folder.path), 'tree')
    await checkOut(past, path, signal)
    await linkPackages(past, path)
    return { path, remove }
  } catch (error) {
    await remove()
    throw error
  }
}

async function checkOut({ root, commit }: Omit<PastFile, 'path'>, path: string, signal: AbortSignal): Promise<void> {
  const more = { index: `${path}.index`, signal }
  const steps = [
    ['read-tree', '--no-sparse-checkout', commit],
    ['checkout-index', '--all', '--quiet', `--prefix=${path}/`],
  ]
  for (const step of steps) {
    const { ok, complaint } = await git(root, step, more)
    if (!ok)
      throw new LbbenchError(
        'OUTPUT',
        `cannot write the files of commit ${commit} to ${path}: ${complaint}`,
        'TMPDIR names another folder for them',
      )
  }
}

/** Of the repository, of each folder in it that the commit has as well, and of the nearest folder above that has one. */
async function linkPackages({ root, commit }: Omit<PastFile, 'path'>, path: string): Promise<void> {
  const { stdout } = await git(root, ['ls-tree', '-r', '-d', '-z', '--name-only', commit])
  for (const folder of ['', ...stdout.split('\0').filter(name => name !== '')])
    link(join(root, folder, 'node_modules'), join(path, folder, 'node_modules'))
  let above = dirname(root)
  while (!existsSync(join(above, 'node_modules')) && above !== dirname(above)) above = dirname(above)
  link(join(above, 'node_modules'), join(dirname(path), 'node_modules'))
}

/** Packages that are committed stay as they were; a submodule's folder may be missing. */
function link(target: string, path: string): void {
  if (existsSync(target) && !existsSync(path) && existsSync(dirname(path))) symlinkSync(target, path)
}
