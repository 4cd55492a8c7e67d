import { writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { cannotWrite } from '../../cannot-write.js'
import { LbbenchError } from '../../errors.js'
import type { Io } from '../io.js'

/**
 * Writes a file that was not there.
 * @param file below the current folder
 * @throws LbbenchError USAGE where it is there, or its folder is not; OUTPUT
 */
export async function writeNew(file: string, text: string, { cwd }: Io): Promise<void> {
  try {
    await writeFile(resolve(cwd, file), text, { flag: 'wx' })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') throw new LbbenchError('USAGE', `${file} is there already`, 'choose another name')
    if (code === 'ENOENT') throw new LbbenchError('USAGE', `there is no folder ${dirname(file)}`, 'make it first')
    throw cannotWrite(`cannot write ${file}`, error as Error, 'choose another place')
  }
}
