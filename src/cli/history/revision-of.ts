import { execFile } from 'node:child_process'
import { relative } from 'node:path'
import type { Revision } from '../../history/history-line.js'

/** Git answers in milliseconds; on a network that hangs nobody's run should wait for it. */
const patienceMs = 5000

/**
 * What is checked out in a folder, and whether tracked files differ from it; nulls where there is no repository, no commit in
 * it yet, or no git.
 * @param besides a file whose changes do not count: a history that is kept in the repository itself grows with every run
 */
export async function revisionOf(folder: string, besides: string): Promise<Revision> {
  const top = await git(folder, 'rev-parse', '--show-toplevel')
  const commit = top === undefined ? undefined : await git(folder, 'rev-parse', '--verify', 'HEAD')
  if (top === undefined || commit === undefined) return { commit: null, dirty: null }
  const changed = await git(top, 'diff', '--name-only', '-z', 'HEAD')
  const own = relative(top, besides)
  const files = changed?.split('\0').filter(name => name !== '' && name !== own)
  return { commit, dirty: files === undefined ? null : files.length > 0 }
}

/** What it prints, without the end of the line; undefined where it fails. */
function git(cwd: string, ...args: readonly string[]): Promise<string | undefined> {
  return new Promise(resolve => {
    execFile('git', args, { cwd, timeout: patienceMs, maxBuffer: 2 ** 24 }, (error, stdout) =>
      resolve(error === null ? stdout.replace(/\n$/, '') : undefined),
    )
  })
}
