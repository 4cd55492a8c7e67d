import { realpathSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { LbbenchError } from '../../../errors.js'
import { type GitSaid, git } from '../../../live/programs/git.js'
import { nearest } from '../../../nearest.js'
import type { StrategySource } from '../../../strategies/source.js'
import { strategyNames } from '../names.js'

/** A file of the user's as it was at a commit. */
export interface PastFile {
  /** Root of the repository's working tree, absolute. */
  readonly root: string
  /** From there, with "/". */
  readonly path: string
  /** All 40 digits, or 64. */
  readonly commit: string
}

/**
 * Finds a file of the user's in its git repository, at a revision.
 * @throws LbbenchError USAGE: no git, no repository, no such revision, no such file in it
 */
export async function pastFile(file: StrategySource, revision: string): Promise<PastFile> {
  const folder = dirname(file.path)
  const place = await git(folder, ['rev-parse', '--show-toplevel', '--show-prefix'])
  if (!place.ok) throw noRepository(file, revision, place)
  const [root = '', prefix = ''] = place.stdout.split('\n')
  const path = `${prefix}${basename(file.path)}`
  const commit = await git(root, ['rev-parse', '--verify', '--end-of-options', `${revision}^{commit}`])
  if (!commit.ok) throw await noRevision(file, revision, root)
  const past = { root: realpathSync(root), path, commit: commit.stdout }
  const blob = await git(root, ['cat-file', '-e', `${past.commit}:${path}`])
  if (!blob.ok) throw noFile(file, revision, path)
  return past
}

/** Whether nothing below the file's folder that git knows of has changed since, committed or not. */
export async function isFolderUnchanged({ root, path, commit }: PastFile): Promise<boolean> {
  return (await git(root, ['diff', '--quiet', commit, '--', `:(top,literal)${dirname(path)}`])).ok
}

function noRepository({ label }: StrategySource, revision: string, { complaint }: GitSaid): LbbenchError {
  // Dubious ownership, a broken repository: git knows better.
  const why = complaint.startsWith('not a git repository') || complaint === '' ? '' : `: ${complaint}`
  const message = `--against ${revision}: ${label} is in no git repository${why}`
  return new LbbenchError('USAGE', message, 'a revision needs one; name another file, or a candidate such as rr')
}

async function noRevision({ label }: StrategySource, revision: string, root: string): Promise<LbbenchError> {
  const guess = nearest(revision, await strategyNames())
  const message = `--against ${revision}: no such file, no such candidate, and no such revision in the git repository of ${label}`
  if (guess !== undefined) return new LbbenchError('USAGE', message, `did you mean "${guess}"?`)
  const { stdout } = await git(root, ['rev-parse', '--is-shallow-repository'])
  const shallow = 'its clone is shallow: run "git fetch --unshallow"; with actions/checkout, say fetch-depth: 0'
  return new LbbenchError('USAGE', message, stdout === 'true' ? shallow : '"git log --oneline" shows revisions')
}

function noFile({ label }: StrategySource, revision: string, path: string): LbbenchError {
  const message = `--against ${revision}: ${label} did not exist at that revision`
  const hint = `if it had another name: git show ${revision}:OLD-NAME > old-${basename(path)}, then --against ./old-${basename(path)}`
  return new LbbenchError('USAGE', message, hint)
}
