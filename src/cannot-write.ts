import { LbbenchError } from './errors.js'

/**
 * A file or folder could not be written: why, in words, for the system's own are codes and name the file again; and what to do.
 * @param sentence what could not be written, without the reason
 * @param elsewhere how to have it written somewhere else, e.g. "choose another folder with --out"
 */
export function cannotWrite(sentence: string, error: NodeJS.ErrnoException, elsewhere: string): LbbenchError {
  const [why, first] = reasons[error.code ?? ''] ?? [error.message, '']
  return new LbbenchError('OUTPUT', `${sentence}: ${why}`, `${first}${elsewhere}`)
}

const forbidden = ['you may not write there', ''] as const
const full = ['the disk is full', 'make room, or '] as const

/** The reason, and what else to do but go elsewhere. */
const reasons: Readonly<Record<string, readonly [why: string, first: string]>> = {
  ENOSPC: full,
  EDQUOT: full,
  EACCES: forbidden,
  EPERM: forbidden,
  EROFS: ['that disk can be read only', ''],
  ENOENT: ['its folder is not there', 'make it first, or '],
  ENOTDIR: ['what should be its folder is a file', ''],
  EISDIR: ['that is a folder', ''],
}
