import { execa } from 'execa'
import { LbbenchError } from '../../errors.js'
import { findProgram } from './find-program.js'

/** What git said, line ends cut off. */
export interface GitSaid {
  readonly ok: boolean
  readonly stdout: string
  /** The first line of what it complained about, without "fatal: ". */
  readonly complaint: string
}

/**
 * A hook of git's has these set, for the repository it runs in; the one meant here is the one a folder lies in. No lock is
 * taken that somebody who works beside us could meet, and nobody is asked for a password.
 */
const ourEnvironment = {
  GIT_DIR: undefined,
  GIT_WORK_TREE: undefined,
  GIT_INDEX_FILE: undefined,
  GIT_PREFIX: undefined,
  GIT_OPTIONAL_LOCKS: '0',
  GIT_TERMINAL_PROMPT: '0',
  LC_ALL: 'C',
}

/**
 * Runs git in a folder and waits for it.
 * @param args e.g. ["rev-parse", "--show-toplevel"]
 * @param more `index`: a file to use in place of the repository's index; `signal` ends git, and rejects with its reason
 * @throws LbbenchError USAGE where there is no git
 */
export async function git(
  folder: string,
  args: readonly string[],
  more: { readonly index?: string; readonly signal?: AbortSignal } = {},
): Promise<GitSaid> {
  const program = findProgram('git')
  if (program === undefined)
    throw new LbbenchError(
      'USAGE',
      'there is no git on this machine',
      'install it, or name a file instead of a revision',
    )
  more.signal?.throwIfAborted()
  const said = await execa(program, args, {
    cwd: folder,
    env: { ...ourEnvironment, GIT_INDEX_FILE: more.index },
    reject: false,
    stdin: 'ignore',
    ...(more.signal && { cancelSignal: more.signal }),
  })
  more.signal?.throwIfAborted()
  const [complaint = ''] = said.stderr.split('\n')
  return { ok: !said.failed, stdout: said.stdout, complaint: complaint.replace(/^fatal: /, '') }
}
