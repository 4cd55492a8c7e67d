import { LbbenchError } from './errors.js'

/**
 * A file or folder could not be written: what to do depends on why.
 * @param sentence what could not be written, without the reason
 * @param elsewhere how to have it written somewhere else, e.g. "choose another folder with --out"
 */
export function cannotWrite(sentence: string, error: NodeJS.ErrnoException, elsewhere: string): LbbenchError {
  const why = reasons[error.code ?? '']
  return new LbbenchError(
    'OUTPUT',
    `${sentence}: ${error.message}`,
    why === undefined ? elsewhere : `${why}${elsewhere}`,
  )
}

const full = 'the disk is full: make room, or '
const forbidden = 'you may not write there: '
const reasons: Readonly<Record<string, string>> = {
  ENOSPC: full,
  EDQUOT: full,
  EACCES: forbidden,
  EPERM: forbidden,
  EROFS: forbidden,
  ENOENT: 'its folder is not there: make it first, or ',
  EISDIR: 'that is a folder: ',
}
