import { relative } from 'node:path'
import { LbbenchError } from '../../errors.js'
import type { Revision } from '../../history/history-line.js'
import { git } from '../../live/programs/git.js'

/**
 * What is checked out in a folder, and whether tracked files differ from it; nulls where there is no repository, no commit in
 * it yet, or no git.
 * @param besides a file whose changes do not count: a history that is kept in the repository itself grows with every run
 */
export async function revisionOf(folder: string, besides: string): Promise<Revision> {
  const top = await asked(folder, 'rev-parse', '--show-toplevel')
  const commit = top === undefined ? undefined : await asked(folder, 'rev-parse', '--verify', 'HEAD')
  if (top === undefined || commit === undefined) return { commit: null, dirty: null }
  const changed = await asked(top, 'diff', '--name-only', '-z', 'HEAD')
  const own = relative(top, besides)
  const files = changed?.split('\0').filter(name => name !== '' && name !== own)
  return { commit, dirty: files === undefined ? null : files.length > 0 }
}

/** What git says; undefined where it fails, or is not there: a run is kept all the same. */
async function asked(folder: string, ...args: readonly string[]): Promise<string | undefined> {
  try {
    const { ok, stdout } = await git(folder, args)
    return ok ? stdout : undefined
  } catch (error) {
    if (error instanceof LbbenchError) return undefined
    throw error
  }
}
